//! What Kubernetes rejects outside the settings of pods: keys of annotations, names, and extra objects.

use super::{Subject, extra_objects};
use crate::diagnostic::Findings;
use crate::kubernetes::{check_object, format as named, refusal};
use crate::path::{Trail, ValuePath};

pub(super) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    let values = subject.values;
    let name = values.name_override.as_deref().unwrap_or_default();
    check_format(name, "label-value", "nameOverride", diagnostics);
    for (path, annotations) in [
        ("persistence.annotations", &values.persistence.annotations),
        ("serviceAccount.annotations", &values.service_account.annotations),
        ("ui.service.annotations", &values.of_ui.service.annotations),
        ("ingress.annotations", &values.ingress.annotations),
    ] {
        for key in annotations.keys() {
            check_format(key, "annotation-key", ValuePath::of(path).key(key).as_str(), diagnostics);
        }
    }
    let ingress = &values.ingress;
    if ingress.is_enabled() {
        let secret = ingress.tls.secret_name.as_deref().filter(|_| ingress.tls.enabled == Some(true));
        for (path, name) in
            [("ingress.className", ingress.class_name.as_deref()), ("ingress.tls.secretName", secret)]
        {
            let name = name.unwrap_or_default();
            if !name.is_empty() {
                check_format(name, "name", path, diagnostics);
            }
        }
    }
    let path = ValuePath::of("extraObjects");
    for (index, object) in values.extra_objects.iter().enumerate() {
        let path = path.index(index);
        if extra_objects::problem(object, &path).is_none() {
            let object = extra_objects::without_templates(object);
            diagnostics.append(&mut check_object(&object, &Trail::Start(&path)));
        }
    }
}

/// Whether `nameOverride` is a valid label value; the chart sets it as one.
pub(super) fn is_name_override(name: &str) -> bool {
    named("label-value").is_none_or(|format| (format.fits)(name))
}

fn check_format(text: &str, name: &str, path: &str, diagnostics: &mut Findings) {
    if let Some(format) = named(name).filter(|format| !(format.fits)(text)) {
        diagnostics.push(refusal::not_of(format, text, &Trail::Start(&ValuePath::of(path))));
    }
}
