//! The known name that is most like the one that was typed.
//!
//! Keys of the values are not looked up here: the core suggests those, by a rule of its own, in the guest.

/// How alike a name must be to be suggested.
const ALIKE: f64 = 0.6;

/// The name that is most like `typed`, whatever the case of their letters, if it is alike enough.
pub(crate) fn nearest<N: AsRef<str>>(typed: &str, known: impl Iterator<Item = N>) -> Option<N> {
    let typed = typed.to_lowercase();
    let alike = |name: &N| strsim::normalized_damerau_levenshtein(&name.as_ref().to_lowercase(), &typed);
    let nearest = known.map(|name| (alike(&name), name)).max_by(|(one, _), (other, _)| one.total_cmp(other));
    nearest.filter(|(alike, _)| *alike >= ALIKE).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_a_name_that_is_alike_is_suggested() {
        let known = || ["Deployment/dagu-ui", "Deployment/dagu-scheduler", "Service/dagu-ui"].into_iter();
        assert_eq!(nearest("deploymnt/dagu-ui", known()), Some("Deployment/dagu-ui"));
        assert_eq!(nearest("SERVICE/dagu-iu", known()), Some("Service/dagu-ui"));
        assert_eq!(nearest("Ingress/web", known()), None);
        assert_eq!(nearest("", known()), None);
    }
}
