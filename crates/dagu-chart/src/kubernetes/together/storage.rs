//! The fields of volumes, mounts and claims.

use serde_json::Value;

use super::Fields;
use crate::kubernetes::refusal::MISSING_KEY;
use crate::kubernetes::set::is_set;
use crate::path::Trail;
use crate::resources::Quantity;
use crate::shown::shortened;

impl Fields<'_, '_> {
    pub(super) fn file(&mut self) {
        self.field_path("file-path");
        if let Some(Value::Object(resource)) = self.map.get("resourceFieldRef")
            && !is_set(resource.get("containerName").unwrap_or(&Value::Null))
        {
            self.found.push(MISSING_KEY.at(
                Trail::Key(self.trail, "resourceFieldRef").path(),
                "missing `containerName`, which a file in a volume requires",
                "add `containerName`",
            ));
        }
    }

    pub(super) fn iscsi(&mut self) {
        if (self.is_true("chapAuthDiscovery") || self.is_true("chapAuthSession")) && !self.has("secretRef") {
            self.missing("missing `secretRef`, which CHAP requires", "add `secretRef`");
        }
    }

    pub(super) fn fibre(&mut self) {
        if !self.items("targetWWNs").is_empty() && !self.has("lun") {
            self.missing("missing `lun`, which `targetWWNs` requires", "add `lun`");
        }
    }

    pub(super) fn claim(&mut self) {
        let nothing = Value::Null;
        let storage = &self.map.get("resources").unwrap_or(&nothing)["requests"]["storage"];
        match Quantity::of(storage) {
            None => self.missing(
                "missing `resources.requests.storage`, which Kubernetes requires here",
                "add the size of the volume, such as `10Gi`",
            ),
            Some(quantity) if quantity.amount() == Quantity("0".to_owned()).amount() => {
                self.wrong(
                    "resources",
                    "`requests.storage` must be above zero",
                    "set it to the size of the volume, such as `10Gi`",
                );
            }
            Some(_) => {}
        }
        self.access_modes();
        for key in ["dataSource", "dataSourceRef"] {
            let Some(Value::Object(source)) = self.map.get(key) else { continue };
            let text = |key: &str| source.get(key).and_then(Value::as_str).unwrap_or_default();
            if text("apiGroup").is_empty() && text("kind") != "PersistentVolumeClaim" {
                self.wrong(
                    key,
                    "a source without `apiGroup` must be a `PersistentVolumeClaim`",
                    "set `apiGroup`, such as `snapshot.storage.k8s.io`",
                );
            }
        }
        if let (Some(source @ Value::Object(_)), Some(reference @ Value::Object(_))) =
            (self.map.get("dataSource"), self.map.get("dataSourceRef"))
        {
            let differs = ["apiGroup", "kind", "name"].iter().any(|key| source[*key] != reference[*key]);
            if differs || is_set(&reference["namespace"]) {
                self.wrong(
                    "dataSource",
                    "`dataSource` and `dataSourceRef` name different sources",
                    "remove `dataSource`",
                );
            }
        }
    }

    /// The API knows the policy of volumes, but accepts it in no class.
    pub(super) fn class(&mut self) {
        if self.text("reclaimPolicy") == "Recycle" {
            self.wrong("reclaimPolicy", "a storage class cannot use `Recycle`", "use `Delete` or `Retain`");
        }
    }

    /// A key has one value.
    pub(super) fn config_map(&mut self) {
        let (Some(Value::Object(data)), Some(Value::Object(binary))) =
            (self.map.get("data"), self.map.get("binaryData"))
        else {
            return;
        };
        if let Some(key) = data.keys().find(|key| binary.contains_key(*key)) {
            let message = format!("`{}` is in `data` and in `binaryData`", shortened(key));
            self.wrong("binaryData", message, "remove it from one of them");
        }
    }

    /// A PersistentVolume.
    pub(super) fn volume(&mut self) {
        if let Some(capacity @ Value::Object(_)) = self.map.get("capacity") {
            match Quantity::of(&capacity["storage"]) {
                None => self.missing(
                    "missing `capacity.storage`, which Kubernetes requires here",
                    "add the size of the volume, such as `10Gi`",
                ),
                Some(size) if size.amount() == Quantity("0".to_owned()).amount() => {
                    self.wrong(
                        "capacity",
                        "`storage` must be above zero",
                        "set it to the size of the volume",
                    );
                }
                Some(_) => {}
            }
        }
        self.access_modes();
        if self.has("local") && !self.has("nodeAffinity") {
            self.missing(
                "missing `nodeAffinity`, which a `local` volume requires",
                "add `nodeAffinity` with the name of the node",
            );
        }
    }

    fn access_modes(&mut self) {
        let modes = self.items("accessModes");
        let (alone, others): (Vec<_>, Vec<_>) = modes.iter().partition(|mode| *mode == "ReadWriteOncePod");
        if !alone.is_empty() && !others.is_empty() {
            self.wrong(
                "accessModes",
                "`ReadWriteOncePod` cannot be combined with another access mode",
                "remove one of them",
            );
        }
    }

    pub(super) fn mount(&mut self) {
        if !matches!(self.text("recursiveReadOnly"), "Enabled" | "IfPossible") {
            return;
        }
        if !self.is_true("readOnly") {
            self.wrong(
                "recursiveReadOnly",
                "`recursiveReadOnly` needs a read-only mount",
                "set `readOnly` to true",
            );
        }
        if !matches!(self.text("mountPropagation"), "" | "None") {
            self.wrong(
                "recursiveReadOnly",
                "`recursiveReadOnly` cannot be combined with `mountPropagation`",
                "remove `mountPropagation`",
            );
        }
    }

    /// The URI of an Azure disk depends on its `kind`, which is `Shared` by default.
    pub(super) fn azure_disk(&mut self) {
        let (start, help) = match self.text("kind") {
            "Managed" => ("/subscriptions/", "write it as `/subscriptions/…/disks/name`"),
            _ => ("https://", "write it as `https://….vhd`, or set `kind` to `Managed`"),
        };
        let uri = self.text("diskURI");
        if !uri.is_empty() && !uri.starts_with(start) {
            self.wrong(
                "diskURI",
                format!("`{}` is not the URI of a disk of this `kind`", shortened(uri)),
                help,
            );
        }
    }

    pub(super) fn flex_volume(&mut self) {
        let Some(Value::Object(options)) = self.map.get("options") else { return };
        let is_reserved = |key: &str| {
            let owner = format!(".{}", key.split('/').next().unwrap_or(key).to_ascii_lowercase());
            owner.ends_with(".kubernetes.io") || owner.ends_with(".k8s.io")
        };
        if options.keys().any(|key| is_reserved(key)) {
            self.wrong("options", "options cannot use a domain of Kubernetes", "use your own domain");
        }
    }
}
