//! One release, from raw values to finished objects: objects, credentials, injection, patches, output.

mod check;
mod injector;
mod output;
mod plain_pools;

use std::mem;

use serde_json::Value;

use crate::context::Context;
use crate::credentials;
use crate::diagnostic::Findings;
use crate::expand;
use crate::foreign::Wanted;
use crate::inject;
use crate::invalid;
use crate::patch::Patches;
use crate::release::Release;
use crate::rules::{self, next_line};
use crate::values::{self, Pool, Values};

#[cfg(any(feature = "docs", test))]
pub(crate) use check::RULES;

use check::check;
use injector::Injector;
use output::Output;
use plain_pools::PlainPools;

/// Passes every object of a release to `sink`, one by one, and returns the changes that the release requests for other
/// charts' documents.
///
/// None if an error among the diagnostics prevents rendering.
pub(crate) fn make(
    release: &Release,
    values: Value,
    diagnostics: &mut Findings,
    sink: &mut dyn FnMut(Value),
) -> Option<Wanted> {
    make_with(release, values, diagnostics, sink, None)
}

/// The same for the diagnostics alone.
pub(crate) fn check_all(release: &Release, values: Value, diagnostics: &mut Findings) -> Option<Wanted> {
    make_with(release, values, diagnostics, &mut drop, Some(PlainPools::default()))
}

fn make_with(
    release: &Release,
    values: Value,
    diagnostics: &mut Findings,
    sink: &mut dyn FnMut(Value),
    mut plain: Option<PlainPools>,
) -> Option<Wanted> {
    let (values, mut patches) = decode(release, values, diagnostics)?;
    let checked = check(release, &values, diagnostics)?;
    if diagnostics.has_error() {
        return None;
    }
    let context = checked.context(release, &values);
    let namespace = &release.release.namespace;
    patches.protect(checked.guarded.clone());

    if !(patches.is_empty() && values.extra_objects.is_empty()) {
        // Both depend on every object.
        plain = None;
    }
    let credentials = credentials::plan(context, diagnostics);
    let claim = context.claim();
    let requests = inject::requests(context, &credentials, &claim, diagnostics);
    let mut injector = Injector::of(context, &credentials, &claim);
    let mut output = Output::new(patches, &checked.guarded, &values, &claim, sink);

    let mut needs = |pool: &Pool| plain.as_mut().is_none_or(|plain| plain.needs(pool));
    expand::objects(context, &mut needs, &mut |expanded| {
        output.give(injector.inject(expanded), diagnostics);
    });
    credentials.secrets.into_iter().for_each(|secret| output.give(secret, diagnostics));
    let duplicates = output.give_extra(namespace, diagnostics);

    diagnostics.append(&mut injector.found);
    diagnostics.extend(duplicates);
    diagnostics.extend(injector.failed);
    Some(Wanted { chart: None, namespace: namespace.clone(), requests, patches: output.patches })
}

/// Decodes and checks the values of a release, and passes on what follows from them. `None` if there is an error.
pub(crate) fn inspect<T>(
    release: &Release,
    values: Value,
    diagnostics: &mut Findings,
    look: impl FnOnce(Context<'_>) -> T,
) -> Option<T> {
    let (values, _) = decode(release, values, diagnostics)?;
    let checked = check(release, &values, diagnostics)?;
    (!diagnostics.has_error()).then(|| look(checked.context(release, &values)))
}

/// The values and, separately, their patches, which are applied to other charts' documents after the values are
/// dropped.
fn decode(release: &Release, values: Value, diagnostics: &mut Findings) -> Option<(Values, Patches)> {
    rules::release::check(release, diagnostics);
    next_line::check(&values, diagnostics);
    match values::decode(values) {
        Ok(mut values) => {
            let patches = Patches::of(mem::take(&mut values.patches), diagnostics);
            Some((values, patches))
        }
        Err(mut findings) => {
            invalid::name_skew(&mut findings, &release.chart.version);
            diagnostics.append(&mut findings);
            None
        }
    }
}
