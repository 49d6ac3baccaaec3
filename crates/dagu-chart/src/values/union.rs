//! Exclusive settings: a choice of a layer hides different choices of the layers below it.

use serde_json::Value;

use super::layer::Layer;

/// Maps with keys that belong to one choice.
pub(super) struct Union {
    /// The keys of such maps.
    maps: &'static [&'static str],
    /// The keys that belong to the choice; all others are merged as usual.
    members: &'static [&'static str],
    /// The choice of a map.
    choice: fn(&Layer) -> Option<&str>,
    /// Whether a map is merged with one below it that has the same choice.
    completes: bool,
}

/// All unions. Kubernetes uses each of these names with one meaning only.
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
    // Tag and digest together name one image, so those of two layers are never combined.
    Union { maps: &["image"], members: &["digest", "tag"], choice: image, completes: false },
];

/// The handlers of probes and lifecycle hooks.
pub(crate) const HANDLERS: [&str; 5] = ["exec", "grpc", "httpGet", "sleep", "tcpSocket"];

impl Union {
    /// The union of a map with this key.
    pub(super) fn of(key: &str) -> Option<&'static Self> {
        UNIONS.iter().find(|union| union.maps.contains(&key))
    }

    /// Whether a key belongs to the choice.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains(&key)
    }

    /// Whether the choice of `below` differs from the nearest one above it.
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
