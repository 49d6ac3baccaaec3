//! Edits of random pools over random lower files: what a pool has in effect moves with it, and the others keep theirs.

use dagu_chart_api::{RenderRequest, ValuesText, ValuesView};
use serde_json::json;

use super::*;
use crate::render::shown_values;

#[test]
fn a_path_cannot_take_all_stack() {
    for path in ["a".to_owned() + &".a".repeat(100_000), "a".to_owned() + &"[0]".repeat(100_000)] {
        let changes = vec![ChangedValue { path: path.clone(), value: Value::Null }];
        let set = EditRequest { changes, ..EditRequest::default() };
        let remove = EditRequest { remove: vec![path], ..EditRequest::default() };
        assert!(edit(&set).is_err() && edit(&remove).is_err());
    }
}

const FILES: u64 = 600;
const POOLS: [&str; 3] = ["general", "gpu", "spot"];

/// Choices from a seed.
struct Choice(u64);

impl Choice {
    fn below(&mut self, limit: u64) -> u64 {
        // The generator of Numerical Recipes; its high bits are the random ones.
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) & 0xffff_ffff;
        (self.0 >> 8) % limit
    }

    fn of(&mut self, values: &[Value]) -> Value {
        values[self.below(values.len() as u64) as usize].clone()
    }

    fn name(&mut self) -> &'static str {
        POOLS[self.below(POOLS.len() as u64) as usize]
    }

    /// Settings that each section takes.
    fn settings(&mut self, has_replicas: bool) -> Value {
        let mut settings = json!({});
        let mut maybe = |key: &str, values: &[Value]| {
            if self.below(3) == 0 {
                settings[key] = self.of(values);
            }
        };
        maybe(
            "nodeSelector",
            &[json!({"disk": "ssd"}), json!({"disk": null, "zone": "a"}), json!({}), Value::Null],
        );
        maybe("tolerations", &[json!([]), json!([{"key": "gpu", "operator": "Exists"}]), Value::Null]);
        let limits = [json!({"cpu": "2"}), json!({"cpu": null}), json!({"memory": "2Gi"}), Value::Null];
        let limits = limits.map(|limits| json!({"limits": limits}));
        maybe("resources", &[limits.as_slice(), &[json!({}), Value::Null]].concat());
        if has_replicas {
            maybe("labels", &[json!({"disk": "ssd"}), json!({"gpu": "true", "disk": null}), Value::Null]);
            maybe("replicas", &[json!(1), json!(3)]);
            maybe("disabled", &[json!(true), json!(false)]);
        }
        settings
    }

    fn values(&mut self) -> Value {
        let mut values = self.settings(false);
        if self.below(3) == 0 {
            values["worker"] = self.settings(true);
            values["worker"].as_object_mut().map(|worker| worker.remove("disabled"));
        }
        for name in POOLS {
            match self.below(4) {
                0 => values["workerPools"][name] = Value::Null,
                1 | 2 => values["workerPools"][name] = self.settings(true),
                _ => {}
            }
        }
        values
    }

    fn text(&mut self, name: &str) -> ValuesText {
        let values = self.values();
        let mut text = Vec::new();
        emit::object(&values, &mut text);
        let block = String::from_utf8_lossy(&text).into_owned();
        let is_block = self.below(3) > 0;
        ValuesText { name: name.to_owned(), text: if is_block { block } else { format!("{values}\n") } }
    }

    fn texts(&mut self) -> Vec<ValuesText> {
        (0..self.below(3)).map(|number| self.text(&number.to_string())).collect()
    }
}

/// The values of files, in a view. None if they have errors.
fn values(files: &[ValuesText], view: ValuesView) -> Option<Value> {
    let request = RenderRequest { values: files.to_vec(), ..RenderRequest::default() };
    let (shown, _) = shown_values(&request, view);
    let mut values = shown.values;
    coalesce::drop_nulls(&mut values);
    drop_empty(&mut values);
    shown.ok.then(|| values.into())
}

/// Removes maps without entries: in sections they set nothing. A pool without settings is one.
fn drop_empty(values: &mut Map<String, Value>) {
    values.values_mut().filter_map(Value::as_object_mut).for_each(drop_empty);
    let is_kept = |key: &str| POOLS.contains(&key) || ["new", "workerPools"].contains(&key);
    values.retain(|key, value| is_kept(key) || value.as_object().is_none_or(|map| !map.is_empty()));
}

fn take(values: &mut Value, name: &str) -> Option<Value> {
    values.get_mut("workerPools")?.as_object_mut()?.remove(name)
}

/// Runs `prove` with files below a text, and with the edit that it makes. It must not refuse too many of them.
fn with_files(prove: impl Fn(&mut Choice, &[ValuesText], &dyn Fn(&EditRequest) -> Option<Vec<ValuesText>>)) {
    let mut done = 0;
    for seed in 0..FILES {
        let mut choice = Choice(seed.wrapping_mul(2_654_435_761));
        let below = choice.texts();
        let text = choice.text("edited");
        let count = std::cell::Cell::new(0);
        let edited = |request: &EditRequest| {
            let request = EditRequest { text: text.text.clone(), below: below.clone(), ..request.clone() };
            let text = match edit(&request) {
                Ok(text) => text,
                Err(refusal) => {
                    assert_ne!(refusal, super::super::editable::SHARED, "seed {seed}: {request:#?}");
                    return None;
                }
            };
            count.set(1);
            Some([below.clone(), vec![ValuesText { name: "edited".to_owned(), text }]].concat())
        };
        let files = [below.clone(), vec![text.clone()]].concat();
        prove(&mut choice, &files, &edited);
        done += count.get();
    }
    assert!(done > FILES / 5, "only {done} of {FILES} files are edited");
}

#[test]
fn a_renamed_pool_has_what_it_had() {
    with_files(|choice, files, edited| {
        let (old, seed) = (choice.name(), choice.0);
        let Some(mut before) = values(files, ValuesView::Effective) else { return };
        let rename = vec![NewName { path: format!("workerPools.{old}"), name: "new".to_owned() }];
        let Some(after) = edited(&EditRequest { rename, ..EditRequest::default() }) else { return };
        let mut read = values(&after, ValuesView::Effective).expect("valid");
        assert_eq!(take(&mut read, "new"), take(&mut before, old), "{seed}: {files:#?} {after:#?}");
        assert_eq!(read, before, "{seed}: {files:#?} {after:#?}");
    });
}

#[test]
fn a_copied_pool_has_what_the_original_has() {
    with_files(|choice, files, edited| {
        let old = choice.name();
        let Some(before) = values(files, ValuesView::Effective) else { return };
        let copy = vec![NewName { path: format!("workerPools.{old}"), name: "new".to_owned() }];
        let Some(after) = edited(&EditRequest { copy, ..EditRequest::default() }) else { return };
        let mut read = values(&after, ValuesView::Effective).expect("valid");
        assert_eq!(take(&mut read, "new"), take(&mut before.clone(), old), "{files:#?} {after:#?}");
        assert_eq!(read, before, "{files:#?} {after:#?}");
    });
}

#[test]
fn a_deleted_pool_is_gone() {
    with_files(|choice, files, edited| {
        let old = choice.name();
        let Some(mut before) = values(files, ValuesView::Effective) else { return };
        let delete = vec![format!("workerPools.{old}")];
        let Some(after) = edited(&EditRequest { delete, ..EditRequest::default() }) else { return };
        take(&mut before, old);
        let read = values(&after, ValuesView::Effective).expect("valid");
        assert_eq!(read, before, "{files:#?} {after:#?}");
    });
}

#[test]
fn a_restored_pool_has_what_other_files_give_it() {
    with_files(|choice, files, edited| {
        let from = choice.texts();
        let text = yaml::read_manifest(&files[files.len() - 1].text).expect("YAML").value;
        let is_free = |name: &&str| text.get("workerPools").is_none_or(|pools| !pools[*name].is_object());
        let Some(old) = POOLS.into_iter().find(is_free) else { return };
        let (Some(mut before), Some(mut others)) =
            (values(files, ValuesView::Merged), values(&from, ValuesView::Merged))
        else {
            return;
        };
        let restore = vec![format!("workerPools.{old}")];
        let request = EditRequest { restore, from: from.clone(), ..EditRequest::default() };
        let Some(after) = edited(&request) else { return };
        let mut read = values(&after, ValuesView::Merged).expect("valid");
        assert_eq!(take(&mut read, old), take(&mut others, old), "{from:#?} {files:#?} {after:#?}");
        take(&mut before, old);
        assert_eq!(read, before, "{from:#?} {files:#?} {after:#?}");
    });
}
