//! DAG files, which are YAML 1.2: the core reads YAML 1.1, as Helm does.

use serde::Deserialize;
use serde_json::Value;

use crate::failure::Failure;

/// The longest DAG file. Aliases may make a document many times larger; the reader limits that itself.
const LONGEST: usize = 16 << 20;

/// The documents of a file as JSON; empty ones are left out.
pub(crate) fn documents(name: &str, text: &str) -> Result<Vec<Value>, Failure> {
    if text.len() > LONGEST {
        return Err(Failure::LongDag { name: name.to_owned() });
    }
    let read = |document| Value::deserialize(document);
    let documents = serde_yaml::Deserializer::from_str(text).map(read).collect::<Result<Vec<_>, _>>();
    let documents = documents.map_err(|error| Failure::Dag { name: name.to_owned(), error })?;
    Ok(documents.into_iter().filter(|document| !document.is_null()).collect())
}

#[cfg(test)]
mod tests {
    use super::documents;

    #[test]
    fn a_file_has_any_number_of_documents() {
        let count = |text: &str| documents("dag.yaml", text).map(|documents| documents.len()).ok();
        assert_eq!(count("steps: []\n---\nname: sub\n"), Some(2));
        assert_eq!(count(""), Some(0));
        assert_eq!(count("# nothing\n---\n"), Some(0));
        assert_eq!(count("a: [\n"), None);
        let bomb = format!(
            "a0: &a0 [x]\n{}",
            (1..40).map(|n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1)).collect::<String>()
        );
        assert_eq!(count(&bomb), None);
    }
}
