//! Settings of which one excludes others: what a layer chooses hides what the layers below it chose otherwise.

use serde_json::Value;

use super::layer::Layer;

/// Maps of which some keys belong together.
pub(super) struct Union {
    /// The keys under which such maps stand.
    maps: &'static [&'static str],
    /// The keys that belong to the choice; any other merges as ever.
    members: &'static [&'static str],
    /// What a map chooses.
    choice: fn(&Layer) -> Option<&str>,
    /// Whether a map completes one below it that chooses the same.
    completes: bool,
}

/// All of them. Kubernetes has no two fields of one of these names with different meanings.
const UNIONS: [Union; 5] = [
    Union {
        maps: &["livenessProbe", "readinessProbe", "startupProbe", "postStart", "preStop"],
        members: &HANDLERS,
        choice: handler,
        completes: true,
    },
    Union { maps: &["strategy"], members: &["rollingUpdate", "type"], choice: strategy, completes: true },
    Union {
        maps: &["appArmorProfile", "seccompProfile"],
        members: &["localhostProfile", "type"],
        choice: profile,
        completes: true,
    },
    Union {
        maps: &["dataVolume"],
        members: &["medium", "sizeLimit", "volumeClaimTemplate"],
        choice: data_volume,
        completes: true,
    },
    // A tag and a digest name one image together, so those of two layers never do.
    Union { maps: &["image"], members: &["digest", "tag"], choice: image, completes: false },
];

/// Ways to ask a container, or to tell it something.
pub(crate) const HANDLERS: [&str; 5] = ["exec", "grpc", "httpGet", "sleep", "tcpSocket"];

impl Union {
    /// The union in a map that stands under this key.
    pub(super) fn of(key: &str) -> Option<&'static Self> {
        UNIONS.iter().find(|union| union.maps.contains(&key))
    }

    /// Whether a key belongs to the choice.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains(&key)
    }

    /// Whether the choice of `below` is another one than the nearest of those above it.
    pub(super) fn hides<'m>(&self, mut above: impl Iterator<Item = &'m Layer>, below: &Layer) -> bool {
        let nearest = above.find_map(self.choice);
        nearest.is_some_and(|nearest| !self.completes || (self.choice)(below) != Some(nearest))
    }
}

fn given<'m>(map: &'m Layer, key: &str) -> Option<&'m Value> {
    map.get(key).filter(|value| !value.is_null())
}

fn text<'m>(map: &'m Layer, key: &str) -> Option<&'m str> {
    given(map, key)?.as_str().filter(|text| !text.is_empty())
}

fn handler(map: &Layer) -> Option<&str> {
    HANDLERS.into_iter().find(|handler| given(map, handler).is_some())
}

fn strategy(map: &Layer) -> Option<&str> {
    text(map, "type").or_else(|| given(map, "rollingUpdate").map(|_| "RollingUpdate"))
}

fn profile(map: &Layer) -> Option<&str> {
    text(map, "type").or_else(|| given(map, "localhostProfile").map(|_| "Localhost"))
}

fn data_volume(map: &Layer) -> Option<&str> {
    given(map, "volumeClaimTemplate")
        .map(|_| "claim")
        .or_else(|| given(map, "sizeLimit").or(given(map, "medium")).map(|_| "emptyDir"))
}

fn image(map: &Layer) -> Option<&str> {
    text(map, "digest").or(text(map, "tag"))
}
