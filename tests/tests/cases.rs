//! Every case in every engine, `<engine>/<case>`, and in the same way every comparison (`diff/<comparison>`), look-up of
//! a key (`keys/<look-up>`), edit (`edits/<edit>`), inventory (`inventories/<inventory>`) and question about DAGs
//! (`routes/<question>`).

use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

use anyhow::{Context, Result, ensure};
use dagu_chart_api::{RenderRequest, ValuesView};
use dagu_chart_tests::case::{self, Answers, Case, Expected, Rendered};
use dagu_chart_tests::chart::Chart;
use dagu_chart_tests::check::{self, Rendering, fixes};
use dagu_chart_tests::comparison::{self, Comparison};
use dagu_chart_tests::constraint;
use dagu_chart_tests::document::{Generated, yaml};
use dagu_chart_tests::edit::{self, Edit};
use dagu_chart_tests::engine::{Answer, Engine, Native, Node, Wasmtime};
use dagu_chart_tests::exit;
use dagu_chart_tests::expectation::{self, diff};
use dagu_chart_tests::inventory::{self, Listing};
use dagu_chart_tests::judge::Judge;
use dagu_chart_tests::lookup::{self, Lookup};
use dagu_chart_tests::route::{self, Question};
use libtest_mimic::{Arguments, Failed, Trial};

/// What all trials share.
struct World {
    judge: Judge,
    chart: Chart,
}

/// What all trials of a case share.
struct Asked {
    case: Case,
    answers: OnceLock<Result<Answers, String>>,
}

impl Asked {
    /// The library's answers; the first trial computes them.
    fn answers(&self, world: &World) -> Result<&Answers> {
        let answers = self.answers.get_or_init(|| {
            Answers::of(&self.case, &world.judge, &world.chart).map_err(|error| format!("{error:#}"))
        });
        answers.as_ref().map_err(|error| anyhow::Error::msg(error.clone()))
    }
}

fn main() -> ExitCode {
    exit::code(run)
}

fn run() -> Result<ExitCode> {
    let arguments = Arguments::from_args();
    let judge = Judge::start()?;
    let chart = Chart::load(&judge)?;
    let world = Arc::new(World { judge, chart });
    let asked = |case| Arc::new(Asked { case, answers: OnceLock::new() });
    let cases: Vec<Arc<Asked>> = case::all()?.into_iter().map(asked).collect();

    let mut trials: Vec<Trial> = cases.iter().map(|case| native(&world, case)).collect();
    let comparisons: Vec<Arc<Comparison>> = comparison::all()?.into_iter().map(Arc::new).collect();
    trials.extend(comparisons.iter().map(|comparison| {
        let comparison = Arc::clone(comparison);
        trial(format!("native/diff/{}", comparison.0.name), move || comparison.prove())
    }));
    trials.push(trial("native/constraints".to_owned(), constraint::prove));
    let lookups: Vec<Arc<Lookup>> = lookup::all()?.into_iter().map(Arc::new).collect();
    trials.extend(lookups.iter().map(|lookup| {
        let lookup = Arc::clone(lookup);
        trial(format!("native/keys/{}", lookup.0.name), move || lookup.prove())
    }));
    let edits: Vec<Arc<Edit>> = edit::all()?.into_iter().map(Arc::new).collect();
    trials.extend(edits.iter().map(|edit| {
        let edit = Arc::clone(edit);
        trial(format!("native/edits/{}", edit.0.name), move || edit.prove())
    }));
    let listings: Vec<Arc<Listing>> = inventory::all()?.into_iter().map(Arc::new).collect();
    trials.extend(listings.iter().map(|listing| {
        let listing = Arc::clone(listing);
        trial(format!("native/inventories/{}", listing.0.name), move || listing.prove())
    }));
    let questions: Vec<Arc<Question>> = route::all()?.into_iter().map(Arc::new).collect();
    trials.extend(questions.iter().map(|question| {
        let question = Arc::clone(question);
        trial(format!("native/routes/{}", question.0.name), move || question.prove())
    }));
    // Only the library may bless; the other engines are compared with it.
    if !expectation::blessing() {
        let engines: [Arc<dyn Engine>; 2] = [Arc::new(Wasmtime::new()?), Arc::new(Node::start()?)];
        for engine in &engines {
            trials.extend(cases.iter().map(|case| other(&world, case, engine)));
            trials.extend(comparisons.iter().map(|comparison| {
                let (comparison, engine) = (Arc::clone(comparison), Arc::clone(engine));
                trial(format!("{}/diff/{}", engine.name(), comparison.0.name), move || {
                    comparison.agree(&*engine)
                })
            }));
            trials.extend(lookups.iter().map(|lookup| {
                let (lookup, engine) = (Arc::clone(lookup), Arc::clone(engine));
                trial(format!("{}/keys/{}", engine.name(), lookup.0.name), move || lookup.agree(&*engine))
            }));
            trials.extend(edits.iter().map(|edit| {
                let (edit, engine) = (Arc::clone(edit), Arc::clone(engine));
                trial(format!("{}/edits/{}", engine.name(), edit.0.name), move || edit.agree(&*engine))
            }));
            trials.extend(listings.iter().map(|listing| {
                let (listing, engine) = (Arc::clone(listing), Arc::clone(engine));
                trial(format!("{}/inventories/{}", engine.name(), listing.0.name), move || {
                    listing.agree(&*engine)
                })
            }));
            trials.extend(questions.iter().map(|question| {
                let (question, engine) = (Arc::clone(question), Arc::clone(engine));
                trial(format!("{}/routes/{}", engine.name(), question.0.name), move || {
                    question.agree(&*engine)
                })
            }));
        }
    }
    Ok(libtest_mimic::run(&arguments, trials).exit_code())
}

fn native(world: &Arc<World>, asked: &Arc<Asked>) -> Trial {
    let (world, asked) = (Arc::clone(world), Arc::clone(asked));
    trial(format!("native/{}", asked.case.name), move || prove(&world, &asked))
}

fn other(world: &Arc<World>, asked: &Arc<Asked>, engine: &Arc<dyn Engine>) -> Trial {
    let (world, asked, engine) = (Arc::clone(world), Arc::clone(asked), Arc::clone(engine));
    trial(format!("{}/{}", engine.name(), asked.case.name), move || agree(&world, &asked, engine.as_ref()))
}

fn trial(name: String, proof: impl FnOnce() -> Result<()> + Send + 'static) -> Trial {
    Trial::test(name, move || proof().map_err(|error| Failed::from(format!("{error:#}"))))
}

/// Holds the library against the expectations and against what must always be so.
fn prove(world: &World, asked: &Asked) -> Result<()> {
    let (case, answers) = (&asked.case, asked.answers(world)?);
    let mut text = "";
    let mut rendering = None;
    if let Some((stream, answer)) = &answers.post_render {
        let rendered = Rendering::of(case, stream)?;
        answer.ensure_same(&Answer::of(&rendered.rendered, &stream.bytes)?).context("two runs differ")?;
        case.hold_stream(answer.ok.then_some(&answer.stream))?;
        text = &answer.text;
        case.hold_text(Expected::Text, text)?;
        rendered.check(&world.judge)?;
        rendering = Some(rendered);
    } else {
        case.hold_text(Expected::Text, "")?;
    }
    let Some(rendered) = &answers.render else {
        ensure!(!case.resolved, "only a cluster knows what is asked for: nothing can be resolved");
        return case.hold_text(Expected::RenderText, "");
    };
    let Rendered { request, manifests: answer, .. } = rendered;
    answer.ensure_same(&Native.render(request)?).context("two runs of render differ")?;
    checked_alike(request, answer)?;
    if answers.post_render.is_none() {
        // Helm could not read the values, or only `render` is given them.
        case.hold_stream(answer.ok.then_some(&answer.stream))?;
    }
    let told = if answer.text == text { "" } else { &answer.text };
    case.hold_text(Expected::RenderText, told)?;
    case.hold_text(Expected::Fixed, &fixes(request)?.unwrap_or_default())?;
    let resolved =
        check::resolved(&world.judge, case, rendered, rendering.as_ref()).context("resolved values")?;
    check::meaning(&world.judge, &world.chart.defaults, request).context("the same values in other words")?;
    case.hold_text(Expected::Resolved, if case.resolved { &resolved } else { "" })?;
    check::origins(&world.chart.defaults, rendered).context("origins of values")?;
    let Some(rendering) = rendering else { return Ok(()) };
    check::carried(rendering.stream, request).context("values in the carrier")?;
    rendered_alike(&rendering, answer)
}

/// Without manifests, `render` finds the same.
fn checked_alike(request: &RenderRequest, answer: &Answer) -> Result<()> {
    let checked = Native.render(&RenderRequest { check: true, ..request.clone() })?;
    ensure!(checked.stream.is_empty(), "a check prints manifests");
    let diagnostics = |answer: &Answer| answer.report["diagnostics"].clone();
    ensure!(
        checked.ok == answer.ok && diagnostics(&checked) == diagnostics(answer),
        "a check finds something else:\n{}",
        checked.text
    );
    Ok(())
}

/// `render` makes the objects that a post-renderer makes of the same values.
fn rendered_alike(rendering: &Rendering<'_>, answer: &Answer) -> Result<()> {
    ensure!(
        rendering.rendered.ok == answer.ok,
        "post_render says {} and render {}:\n{}",
        rendering.rendered.ok,
        answer.ok,
        answer.text
    );
    let (one, other) = (yaml(&rendering.documents), yaml(&Generated::all(&answer.stream)?));
    ensure!(one == other, "render makes other objects:\n{}", diff(one.as_bytes(), other.as_bytes()));
    Ok(())
}

/// Holds an engine against the library.
fn agree(world: &World, asked: &Asked, engine: &dyn Engine) -> Result<()> {
    let answers = asked.answers(world)?;
    if let Some((stream, wanted)) = &answers.post_render {
        let found = engine.post_render(&stream.bytes, asked.case.strict)?;
        wanted.ensure_same(&found).context("post_render")?;
        let text = String::from_utf8_lossy(&stream.bytes);
        let carried = engine.carried_values(&text)?;
        Native.carried_values(&text)?.ensure_same(&carried).context("values in the carrier")?;
    }
    if let Some(Rendered { request, manifests, values }) = &answers.render {
        manifests.ensure_same(&engine.render(request)?).context("render")?;
        values.ensure_same(&engine.values(request, ValuesView::Effective)?).context("values")?;
        for view in [ValuesView::Merged, ValuesView::Delta] {
            let shown = engine.values(request, view)?;
            Native.values(request, view)?.ensure_same(&shown).with_context(|| format!("{view:?} values"))?;
        }
    }
    Ok(())
}
