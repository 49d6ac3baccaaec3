//! Parses the arguments of Helm's `--set` flags, such as `a.b[0].c=v,d={e,f}`.

mod characters;
#[cfg(test)]
mod tests;
mod typed;

use dagu_chart_api::{SetArgument, SetKind};
use serde_json::{Map, Value};

use self::characters::Characters;
use super::coalesce;

/// Highest index of a list, as in Helm.
const HIGHEST_INDEX: usize = 65_536;
/// How many dots a name may have, as in Helm.
const MOST_DOTS: usize = 30;
/// How many steps a name may have. Helm has no limit for indexes in each other.
const MOST_STEPS: usize = 100;
/// How many items one argument may add to lists by naming a high index.
const MOST_ITEMS: usize = 4 * HIGHEST_INDEX;

/// Sets the values of an argument. On an error, a part of them can be set.
///
/// The error is one lowercase sentence that quotes the invalid part.
pub(crate) fn apply(values: &mut Map<String, Value>, argument: &SetArgument) -> Result<(), String> {
    if argument.kind == SetKind::Json && argument.text.trim_start().starts_with('{') {
        coalesce::merge(values, typed::json_map(&argument.text)?);
        return Ok(());
    }
    let cursor = match argument.kind {
        SetKind::Literal => Characters::literal(&argument.text),
        _ => Characters::new(&argument.text),
    };
    let mut setter = Setter { argument, cursor, dots: 0, steps: 0, items: 0 };
    loop {
        (setter.dots, setter.steps) = (0, 0);
        match setter.key(values) {
            Ok(()) => {}
            Err(Stop::End) => return Ok(()),
            Err(Stop::Wrong(message)) => return Err(message),
        }
    }
}

/// Why parsing stopped.
#[derive(Debug)]
enum Stop {
    /// The argument ended, which Helm accepts in many places.
    End,
    Wrong(String),
}

impl<S: Into<String>> From<S> for Stop {
    fn from(message: S) -> Self {
        Stop::Wrong(message.into())
    }
}

struct Setter<'t> {
    argument: &'t SetArgument,
    cursor: Characters<'t>,
    dots: usize,
    steps: usize,
    items: usize,
}

impl Setter<'_> {
    /// Reads a key and its value into a mapping.
    fn key(&mut self, map: &mut Map<String, Value>) -> Result<(), Stop> {
        self.step()?;
        let stops: &[char] = match self.argument.kind {
            SetKind::Literal => &['=', '[', '.'],
            _ => &['=', '[', '.', ','],
        };
        let (key, stop) = self.cursor.until(stops);
        match stop {
            None if key.is_empty() => Err(Stop::End),
            None => Err(format!("key {key:?} has no value").into()),
            Some('[') => self.list(map, key),
            Some('.') => self.map(map, key),
            Some(',') => Err(format!("key {key:?} has no value (cannot end with ,)").into()),
            Some(_) => {
                let (value, ended) = self.value()?;
                put(map, key, value);
                if ended { Err(Stop::End) } else { Ok(()) }
            }
        }
    }

    fn list(&mut self, map: &mut Map<String, Value>, key: String) -> Result<(), Stop> {
        let index = self.index()?;
        let mut list = match map.get_mut(&key) {
            None => Vec::new(),
            Some(Value::Array(list)) => std::mem::take(list),
            Some(_) => return Err(format!("key {key:?} is not a list").into()),
        };
        let done = self.item(&mut list, index);
        put(map, key, Value::Array(list));
        done
    }

    fn map(&mut self, map: &mut Map<String, Value>, key: String) -> Result<(), Stop> {
        self.dots += 1;
        if self.dots > MOST_DOTS {
            let message = "value name nested level is greater than maximum supported nested level of";
            return Err(format!("{message} {MOST_DOTS}").into());
        }
        let mut made = Map::new();
        let inner = match map.get_mut(&key) {
            None => &mut made,
            Some(Value::Object(inner)) => inner,
            Some(_) => return Err(format!("key {key:?} is not a map").into()),
        };
        let done = self.key(inner);
        if done.is_ok() && inner.is_empty() {
            return Err(format!("key map {key:?} has no value").into());
        }
        if !made.is_empty() {
            put(map, key, Value::Object(made));
        }
        done
    }

    /// Reads the rest after `]` into a list.
    fn item(&mut self, list: &mut Vec<Value>, index: usize) -> Result<(), Stop> {
        self.step()?;
        let (odd, stop) = self.cursor.until(&['[', '.', '=']);
        if !odd.is_empty() {
            return Err(format!("unexpected data at end of array index: {odd:?}").into());
        }
        let value = match stop {
            None => return Err(Stop::End),
            Some('[') => {
                let next = self.index()?;
                let mut inner = match list.get_mut(index) {
                    None | Some(Value::Null) => Vec::new(),
                    Some(Value::Array(inner)) => inner.clone(),
                    Some(_) => return Err(format!("item {index} is not a list").into()),
                };
                self.item(&mut inner, next)?;
                Value::Array(inner)
            }
            Some('.') => {
                let mut inner = match list.get_mut(index) {
                    Some(Value::Object(inner)) => inner.clone(),
                    // A skipped index is null; anything else is replaced, as in Helm.
                    _ => Map::new(),
                };
                let done = self.key(&mut inner);
                if done.is_err() {
                    // An empty value at the end of the argument still sets an existing item.
                    if let Some(item) = list.get_mut(index) {
                        *item = Value::Object(inner);
                    }
                    return done;
                }
                Value::Object(inner)
            }
            Some(_) => self.value()?.0,
        };
        self.put_item(list, index, value)
    }

    fn put_item(&mut self, list: &mut Vec<Value>, index: usize, value: Value) -> Result<(), Stop> {
        if index > HIGHEST_INDEX {
            let message = "is greater than maximum supported index of";
            return Err(format!("index of {index} {message} {HIGHEST_INDEX}").into());
        }
        self.items += (index + 1).saturating_sub(list.len());
        if self.items > MOST_ITEMS {
            return Err(format!("the indexes make lists of more than {MOST_ITEMS} items").into());
        }
        if list.len() <= index {
            list.resize(index + 1, Value::Null);
        }
        if let Some(item) = list.get_mut(index) {
            *item = value;
        }
        Ok(())
    }

    fn index(&mut self) -> Result<usize, Stop> {
        let (index, stop) = self.cursor.until(&[']']);
        if stop.is_none() {
            return Err(format!("error parsing index: `[{index}` has no `]`").into());
        }
        let number: i64 =
            index.parse().map_err(|_| format!("error parsing index: {index:?} is not a number"))?;
        usize::try_from(number).map_err(|_| format!("negative {number} index not allowed").into())
    }

    /// Reads a value, and whether the argument ended before it.
    fn value(&mut self) -> Result<(Value, bool), Stop> {
        match self.argument.kind {
            SetKind::Json => return Ok((typed::json(&mut self.cursor)?, false)),
            SetKind::Literal => return Ok((self.cursor.until(&[]).0.into(), false)),
            SetKind::Set | SetKind::String | SetKind::File => {}
        }
        match self.cursor.peek() {
            None => Ok((Value::from(""), true)),
            Some('{') => Ok((self.braces()?, false)),
            Some(_) => {
                let (text, _) = self.cursor.until(&[',']);
                Ok((typed::value(text, self.argument)?, false))
            }
        }
    }

    fn braces(&mut self) -> Result<Value, Stop> {
        self.cursor.next();
        let mut list = Vec::new();
        loop {
            let (item, stop) = self.cursor.until(&[',', '}']);
            if stop.is_none() {
                return Err("list must terminate with '}'".into());
            }
            list.push(typed::value(item, self.argument)?);
            if stop == Some('}') {
                self.cursor.skip_comma();
                return Ok(Value::Array(list));
            }
        }
    }

    fn step(&mut self) -> Result<(), Stop> {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return Err(format!("a name has more than {MOST_STEPS} steps").into());
        }
        Ok(())
    }
}

/// Helm silently ignores an empty key.
fn put(map: &mut Map<String, Value>, key: String, value: Value) {
    if !key.is_empty() {
        map.insert(key, value);
    }
}
