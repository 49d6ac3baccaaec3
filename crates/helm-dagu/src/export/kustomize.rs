//! A base for kustomize: a file for each object, and the kustomization that lists them.

use super::{Files, Header, Object};

const KUSTOMIZATION: &str = "\
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources:
";

pub(crate) fn kustomize(objects: &[Object], header: &Header) -> Files {
    let head = header.yaml();
    let mut list = format!("{head}{KUSTOMIZATION}");
    let mut files = Files::new();
    for Object { text, file, .. } in objects {
        list.push_str(&format!("  - {file}\n"));
        files.insert(file.clone(), format!("{head}{text}"));
    }
    files.insert("kustomization.yaml".to_owned(), list);
    files
}
