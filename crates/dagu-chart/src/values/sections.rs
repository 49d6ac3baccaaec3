//! Extracts the settings of pods from the raw values, checks them, and types those that rules need.

use std::rc::Rc;

use serde_json::{Map, Value};

use super::layer::Layer;
use super::pods::Pods;
use super::section_path::SectionPath;
use super::{ComponentValues, OfPool, Pool, SETTINGS, Values};
use crate::diagnostic::Findings;
use crate::invalid;
use crate::keys::{PodSetting, PodSettings, Section};
use crate::kubernetes::Checker;
use crate::path::{Trail, ValuePath};
use crate::resources::Resources;

/// The settings of all pods.
#[derive(Default)]
pub(super) struct Sections {
    release: Layer,
    coordinator: Layer,
    scheduler: Layer,
    ui: Layer,
    worker: Layer,
    /// In the order of their names.
    pools: Vec<(String, Pool)>,
}

impl Sections {
    /// Extracts the sections from the values and reports invalid settings.
    pub(super) fn take(raw: &mut Map<String, Value>, found: &mut Findings) -> Self {
        let mut sections = Self::default();
        let mut checker = Checker::default();
        let root = ValuePath::root();
        let start = Trail::Start(&root);
        sections.release = settings(raw, Section::Release);
        check(&mut checker, &sections.release, Section::Release, &[], &start);
        for (key, section, layer) in [
            ("coordinator", Section::Component, &mut sections.coordinator),
            ("scheduler", Section::Component, &mut sections.scheduler),
            ("ui", Section::Component, &mut sections.ui),
            ("worker", Section::Worker, &mut sections.worker),
        ] {
            let trail = Trail::Key(&start, key);
            let mut given = map(raw.remove(key), &trail, &mut checker);
            *layer = settings(&mut given, section);
            check(&mut checker, layer, section, &[&sections.release], &trail);
            // The types of the values check other and unknown keys.
            if !given.is_empty() {
                raw.insert(key.to_owned(), given.into());
            }
        }
        let trail = Trail::Key(&start, "workerPools");
        let pools = map(raw.remove("workerPools"), &trail, &mut checker);
        let empty = pools.iter().find(|(_, pool)| pool.is_null()).map(|(name, _)| name.clone());
        let beside: Rc<[String]> = pools
            .iter()
            .filter(|(name, pool)| is_setting(name, pool))
            .map(|(name, _)| name.clone())
            .collect();
        for (name, pool) in pools {
            if pool.is_null() {
                continue;
            }
            if beside.contains(&name) {
                checker.found.push(invalid::beside_pools(&name, empty.as_deref(), &beside, &trail.path()));
                continue;
            }
            let trail = Trail::Key(&trail, &name);
            let pool = map(Some(pool), &trail, &mut checker);
            check(&mut checker, &pool, Section::Pool, &[&sections.worker, &sections.release], &trail);
            if pool.get("disabled") != Some(&Value::Bool(true)) {
                let pool = Pool::read(pool, &sections.worker, &sections.release);
                sections.pools.push((name, pool));
            }
        }
        found.append(&mut checker.found);
        sections
    }

    /// Puts them into the values, typed.
    pub(super) fn put_into(self, values: &mut Values) {
        let Self { release, coordinator, scheduler, ui, worker, pools } = self;
        values.coordinator = ComponentValues::read(coordinator, &release);
        values.scheduler = ComponentValues::read(scheduler, &release);
        values.ui = ComponentValues::read(ui, &release);
        values.worker_pools = pools;
        values.all_pods = release;
        values.worker = worker;
    }
}

/// The section of a component or of a pool.
pub(crate) struct PodSection<'v> {
    /// The path of its section.
    pub(crate) path: SectionPath<'v>,
    /// Its settings.
    pub(crate) pods: Pods<'v>,
    /// Its section, as written.
    pub(crate) layer: &'v Layer,
    /// Its resources, merged.
    pub(crate) resources: &'v Resources,
}

impl PodSection<'_> {
    /// Whether it is a worker pool.
    pub(crate) fn is_pool(&self) -> bool {
        matches!(self.path, SectionPath::Pool(_))
    }
}

/// Extracts the settings of pods from a map.
fn settings(map: &mut Map<String, Value>, section: Section) -> Layer {
    let mut layer = Layer::new();
    for setting in (PodSettings { table: &SETTINGS, section }).iter() {
        if let Some((key, value)) = map.remove_entry(setting.key.name) {
            layer.insert(key, value);
        }
    }
    layer
}

/// Whether an entry of `workerPools` is a misplaced pool setting: it has the name of a setting and does not look like a pool.
fn is_setting(name: &str, entry: &Value) -> bool {
    let of_pool = |key: &str| PodSetting::named(key).is_some_and(|setting| setting.is_in(Section::Pool));
    of_pool(name)
        && !entry.is_null()
        && entry.as_object().is_none_or(|entry| !entry.is_empty() && !entry.keys().any(|key| of_pool(key)))
}

/// The map of a section; empty if it is null.
fn map(section: Option<Value>, trail: &Trail<'_>, checker: &mut Checker) -> Layer {
    match section {
        Some(Value::Object(map)) => map,
        None | Some(Value::Null) => Layer::new(),
        Some(value) => {
            checker.found.push(invalid::wrong_type(&value, &["object"], &trail.path()));
            Layer::new()
        }
    }
}

/// Checks the settings of a section, which inherits from those `below`.
///
/// Maps that inherit keys are checked as a whole after merging, in `rules::inherited`.
fn check(checker: &mut Checker, layer: &Layer, section: Section, below: &[&Layer], trail: &Trail<'_>) {
    for (key, value) in layer.iter().filter(|(_, value)| !value.is_null()) {
        let Some(setting) = PodSetting::named(key).filter(|setting| setting.is_in(section)) else {
            // Only pools are checked for unknown keys here.
            checker.found.push(invalid::unknown_key(key, &OfPool::OBJECT.names(), &trail.path()));
            continue;
        };
        // A probe is merged with the chart's own, and settings of `worker` with those of the pools.
        let completed = section == Section::Worker || below.iter().any(|below| below.contains_key(key));
        let trail = Trail::Key(trail, key);
        let holds = setting.key.holds;
        let whole = !completed && holds.kind() != Some("Probe");
        checker.check_held(value, holds, &trail, whole);
        // None of the chart's own probes runs a command.
        if let Some(exec @ Value::Object(_)) = value.get("exec").filter(|_| !completed && !whole) {
            checker.check(exec, "ExecAction", &Trail::Key(&trail, "exec"), true);
        }
    }
}

impl Values {
    /// The settings of a component other than the workers.
    pub(crate) fn pods<'v>(&'v self, component: &'v ComponentValues) -> Pods<'v> {
        Pods::new(&component.layer, None, &self.all_pods)
    }

    /// All sections with settings of pods, as written, with their paths.
    pub(crate) fn sections(&self) -> impl Iterator<Item = (SectionPath<'_>, Section, &Layer)> {
        use SectionPath::{Pool, Root, Top};
        [
            (Root, Section::Release, &self.all_pods),
            (Top("coordinator"), Section::Component, &self.coordinator.layer),
            (Top("scheduler"), Section::Component, &self.scheduler.layer),
            (Top("ui"), Section::Component, &self.ui.layer),
            (Top("worker"), Section::Worker, &self.worker),
        ]
        .into_iter()
        .chain(self.worker_pools.iter().map(|(name, pool)| (Pool(name), Section::Pool, &pool.layer)))
    }

    /// The sections of all components and pools.
    pub(crate) fn pod_sections(&self) -> impl Iterator<Item = PodSection<'_>> {
        let components =
            [("coordinator", &self.coordinator), ("scheduler", &self.scheduler), ("ui", &self.ui)];
        components
            .into_iter()
            .map(|(name, component)| PodSection {
                path: SectionPath::Top(name),
                pods: self.pods(component),
                layer: &component.layer,
                resources: &component.resources,
            })
            .chain(self.worker_pools.iter().map(|(name, pool)| PodSection {
                path: SectionPath::Pool(name),
                pods: self.pool_pods(pool),
                layer: &pool.layer,
                resources: &pool.resources,
            }))
    }

    /// The pool of that name.
    pub(crate) fn pool(&self, name: &str) -> Option<&Pool> {
        // INVARIANT: pools are sorted by name, like the map that they are read from; `pools_are_found_by_name` checks it.
        let index = self.worker_pools.binary_search_by(|(own, _)| own.as_str().cmp(name)).ok()?;
        self.worker_pools.get(index).map(|(_, pool)| pool)
    }

    /// The settings of a pool's workers.
    pub(crate) fn pool_pods<'v>(&'v self, pool: &'v Pool) -> Pods<'v> {
        Pods::new(&pool.layer, Some(&self.worker), &self.all_pods)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::values::decode;

    #[test]
    fn pools_are_found_by_name() {
        let values = decode(json!({"workerPools": {"b": {}, "a-1": {}, "a": {}, "a.2": {}, "B": {}}}));
        let values = values.expect("these values fit");
        assert_eq!(values.worker_pools.len(), 5);
        for (name, pool) in &values.worker_pools {
            assert!(values.pool(name).is_some_and(|found| std::ptr::eq(found, pool)), "{name}");
        }
        assert!(values.pool("c").is_none());
    }
}
