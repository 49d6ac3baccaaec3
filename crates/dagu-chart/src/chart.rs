//! One release, from raw values to finished objects: the rooms in their order.

use serde_json::Value;

use crate::component::Component;
use crate::credentials::{self, Guarded};
use crate::diagnostic::{Diagnostic, Findings, Rule, Severity, internal};
use crate::expand::{self, Context, Expanded};
use crate::foreign::Wanted;
use crate::inject::{self, Injection, Plan};
use crate::kubernetes::KubeVersion;
use crate::name;
use crate::patch::{Owner, Patches};
use crate::path::ValuePath;
use crate::release::Release;
use crate::rules::finished_probes::FinishedProbes;
use crate::rules::{
    self, Subject, extra_objects, image_reference, image_repository, moves, next_line, object_names,
    persistence, server_credentials,
};
use crate::schema;
use crate::stream::Identities;
use crate::values::{self, Values};
use crate::version;

/// The template and the core disagree on names.
pub(crate) const NAMES_DIFFER: Rule = Rule {
    code: "D0006",
    name: "names-differ",
    severity: Severity::Error,
    doc: doc!(
        "The chart's helper and the core compose every name for themselves; if they differ, NOTES and `helm test` would point at nothing."
    ),
};

/// The cluster's version cannot be read.
pub(crate) const KUBERNETES_UNREADABLE: Rule = Rule {
    code: "D0008",
    name: "kubernetes-version-unreadable",
    severity: Severity::Error,
    doc: doc!("Probes are written by the version of Kubernetes, which Helm names in the carrier."),
};

/// The randomness could be guessed.
pub(crate) const SHORT_ENTROPY: Rule = Rule {
    code: "D0009",
    name: "entropy-too-short",
    severity: Severity::Error,
    doc: doc!(
        "Generated credentials are made of the randomness that comes with the values. From less than 32 characters they could be guessed."
    ),
};

/// Every code of this module.
#[cfg(any(feature = "docs", test))]
pub(crate) const RULES: &[&Rule] = &[&NAMES_DIFFER, &KUBERNETES_UNREADABLE, &SHORT_ENTROPY];

/// Gives every object of a release to `sink`, one after the other, and says what the release wants of those of others.
///
/// None where an error among the diagnostics stops it.
pub(crate) fn expand(
    release: &Release,
    values: Value,
    diagnostics: &mut Findings,
    sink: &mut dyn FnMut(Value),
) -> Option<Wanted> {
    next_line::check(&values, diagnostics);
    let mut values = match values::decode(values) {
        Ok(values) => values,
        Err(mut misfits) => {
            schema::name_skew(&mut misfits, &release.chart.version);
            diagnostics.append(&mut misfits);
            return None;
        }
    };
    let mut patches = Patches::of(std::mem::take(&mut values.patches), diagnostics);
    let checked = check(release, &values, diagnostics);
    if diagnostics.have_error() {
        return None;
    }
    let Checked { fullname, image, version, kubernetes, guarded } = checked?;
    let extra = std::mem::take(&mut values.extra_objects);
    let context =
        Context { release, values: &values, fullname: &fullname, image: &image, version, kubernetes };
    let credentials = credentials::plan(context, diagnostics);
    let claim = match values.persistence.existing_claim() {
        Some(claim) => claim.to_owned(),
        None => context.name(inject::CLAIM),
    };
    let requests = inject::requests(context, &credentials, &claim, diagnostics);
    patches.protect(guarded.clone());
    let injections = Component::ALL.map(|component| Injection::of(component, &credentials, &claim, context));
    let mut made = Identities::default();
    let mut probes = FinishedProbes::default();
    let mut changed = Findings::default();
    let mut finish = |mut object: Value, path: &ValuePath| {
        diagnostics.extend(server_credentials::check_finished(&object, &guarded, path));
        if patches.apply(&mut object, Owner::Release, diagnostics) {
            sink(object);
        }
    };
    let root = ValuePath::root();
    let mut give = |object: Value| {
        if !extra.is_empty() {
            made.add(&object, "", "");
        }
        finish(object, &root);
    };
    let mut failed = None;
    expand::expand(context, &mut |Expanded { mut object, workload, own_data }| {
        if let Some(component) = workload {
            probes.check(&object, component, &values, &mut changed);
            let injection = &injections[component as usize];
            let done = match own_data {
                false => inject_into(&mut object, injection),
                true => inject_into(&mut object, &injection.without_volumes()),
            };
            failed = failed.take().or(done.err());
        }
        give(object);
    });
    credentials.secrets.into_iter().for_each(give);
    let namespace = &release.release.namespace;
    let extra: Vec<Value> = extra.into_iter().map(|object| expand::in_namespace(object, namespace)).collect();
    let duplicates = extra_objects::duplicates(&mut made, &extra);
    if duplicates.is_empty() {
        let list = ValuePath::of("extraObjects");
        for (index, object) in extra.into_iter().enumerate() {
            finish(object, &list.index(index));
        }
    }
    diagnostics.append(&mut changed);
    diagnostics.extend(duplicates);
    diagnostics.extend(failed);
    Some(Wanted { chart: None, namespace: release.release.namespace.clone(), requests, patches })
}

/// Letters and digits that hold more than the 144 bits of a generated credential.
const SHORTEST_ENTROPY: usize = 32;

struct Checked {
    fullname: String,
    image: String,
    version: version::Version,
    kubernetes: KubeVersion,
    guarded: Guarded,
}

fn check(release: &Release, values: &Values, diagnostics: &mut Findings) -> Option<Checked> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let fullname = name::fullname(
        &release.release.name,
        &release.chart.name,
        &text(&values.name_override),
        &text(&values.fullname_override),
    );
    if fullname != release.fullname {
        diagnostics.push(NAMES_DIFFER.found(
            "the chart's templates and dagu-post compose different names for this release",
            "use the dagu-post of the chart's version",
        ));
    }
    let kubernetes = KubeVersion::parse(&release.capabilities.kube_version);
    rules::release::check(release, kubernetes, diagnostics);
    diagnostics.extend(object_names::check(&fullname, &release.release.name, values));
    if release.release.is_upgrade {
        diagnostics.extend(persistence::check_own(values, &name::compose(&fullname, inject::CLAIM)));
    }
    if release.entropy.as_ref().is_some_and(|entropy| entropy.len() < SHORTEST_ENTROPY) {
        diagnostics.push(SHORT_ENTROPY.found(
            "the randomness for generated credentials is too short",
            "give at least 32 random letters and digits, as the chart's template does",
        ));
    }
    if kubernetes.is_none() {
        diagnostics.push(KUBERNETES_UNREADABLE.found(
            "Helm named a version of Kubernetes that cannot be read",
            "name one with `--kube-version`, as `1.35.0`",
        ));
    }
    let unusable = image_repository::check(values).or_else(|| image_reference::check(values));
    if unusable.is_some() {
        diagnostics.extend(unusable);
        return None;
    }
    let tag = values.image.tag(&release.chart.app_version);
    match version::resolve(values, tag) {
        Ok((version, mut warnings)) => {
            diagnostics.append(&mut warnings);
            moves::check(&release.lookup.previous_version, version, diagnostics);
            let subject = Subject { values, version };
            rules::check(subject, diagnostics);
            let guarded = Guarded::of(&values.auth, &fullname);
            server_credentials::check(subject, &guarded, diagnostics);
            let image = values.image.reference(tag);
            Some(Checked { fullname, image, version, kubernetes: kubernetes?, guarded })
        }
        Err(error) => {
            diagnostics.push(error);
            None
        }
    }
}

/// Credentials and volume into the pod template of a workload.
fn inject_into(object: &mut Value, injection: &Injection) -> Result<(), Diagnostic> {
    let template = &mut object["spec"]["template"];
    let applied = Plan::of(template, injection).map(|plan| plan.apply(template));
    if !matches!(applied, Some(Ok(()))) {
        return Err(internal::error(&format!(
            "`{}` did not get its credentials and its volume",
            injection.container
        )));
    }
    debug_assert!(
        Plan::of(template, injection).is_some_and(|plan| plan.is_empty()),
        "{}: a second injection finds nothing to do",
        injection.container
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_injection_that_finds_no_place_is_an_error() {
        let injection = Injection { container: "ui".into(), ..Injection::default() };
        let mut sound = json!({"spec": {"template": {"spec": {"containers": [{"name": "ui"}]}}}});
        assert_eq!(inject_into(&mut sound, &injection), Ok(()));
        let mut absent = json!({"spec": {"template": {"spec": {"containers": [{"name": "other"}]}}}});
        let error = inject_into(&mut absent, &injection).expect_err("there is no container");
        assert_eq!(error.code, internal::INTERNAL.code);
    }
}
