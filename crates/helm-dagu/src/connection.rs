//! Helm's flags for the cluster and the namespace.

use std::ffi::OsString;

use crate::helm_arguments::{Flag, named};

/// The names of these flags.
const CONNECTION: [&str; 10] = [
    "kube-apiserver",
    "kube-as-group",
    "kube-as-user",
    "kube-ca-file",
    "kube-context",
    "kube-insecure-skip-tls-verify",
    "kube-tls-server-name",
    "kube-token",
    "kubeconfig",
    "namespace",
];

/// The arguments with which Helm finds the release. A plugin sees few of them: Helm consumes its own flags and sets
/// environment variables for them.
pub(crate) fn connection(given: &[Flag]) -> Vec<OsString> {
    named(given, &CONNECTION)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::helm_arguments::flags;

    #[test]
    fn every_question_goes_to_the_same_cluster() {
        let arguments = |line: &str| -> Vec<OsString> { line.split(' ').map(OsString::from).collect() };
        let line = "./chart --set a=b -nlab --kube-context=prod --timeout 5m --kube-insecure-skip-tls-verify -- -n x";
        assert_eq!(
            connection(&flags(&arguments(line))),
            arguments("--namespace=lab --kube-context=prod --kube-insecure-skip-tls-verify")
        );
    }
}
