//! What can be wrong with values: one file per rule, holding code, documentation, check and help.

pub(crate) mod carrier;
pub(crate) mod credentials;
pub(crate) mod extra_objects;
pub(crate) mod image_repository;
pub(crate) mod moves;
pub(crate) mod next_line;
pub(crate) mod object_names;
pub(crate) mod persistence;
pub(crate) mod quantity;
pub(crate) mod shape;
pub(crate) mod text;
pub(crate) mod version;

mod access_mode;
mod auth_mode;
mod base_path;
mod basic_credentials;
mod claim_size;
mod confused_credentials;
mod coordinator_replicas;
mod data_volume;
mod digest;
mod exposure;
mod extra_env;
mod extra_items;
mod hooks;
mod ignored_setting;
mod ingress;
mod ip_access;
mod list_item;
mod local_runs;
mod missing_components;
mod no_pools;
mod not_supported;
mod password_length;
mod password_source;
mod pod_labels;
mod pool_labels;
mod pool_name;
mod public_url;
mod resources;
mod restricted;
mod rule;
mod service_account;
mod setup_page;
mod storage_class;
mod timezone;
mod token_ttl;
mod unused_credentials;

pub(crate) use rule::Rule;

use crate::diagnostic::Diagnostic;
use crate::values::Values;
use crate::version::Version;

/// What the checks look at.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'v> {
    /// The decoded values.
    pub(crate) values: &'v Values,
    /// The version of Dagu in the image.
    pub(crate) version: Version,
}

type Check = fn(Subject<'_>, &mut Vec<Diagnostic>);

/// Every check of values that decode, in the order of the values.
const CHECKS: [Check; 38] = [
    digest::check,
    missing_components::check,
    confused_credentials::check,
    local_runs::check,
    not_supported::check,
    persistence::check,
    access_mode::check,
    storage_class::check,
    claim_size::check,
    auth_mode::check,
    basic_credentials::check,
    setup_page::check,
    password_source::check,
    password_length::check,
    token_ttl::check,
    unused_credentials::check,
    coordinator_replicas::check,
    no_pools::check,
    pool_name::check,
    pool_labels::check,
    quantity::check,
    resources::check,
    extra_env::check,
    extra_items::check,
    pod_labels::check,
    data_volume::check,
    service_account::check,
    public_url::check,
    base_path::check,
    timezone::check,
    list_item::check,
    ip_access::check,
    ignored_setting::check,
    ingress::check,
    exposure::check,
    extra_objects::check,
    hooks::check,
    restricted::check,
];

/// What there is to say about these values.
pub(crate) fn check(subject: Subject<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for check in CHECKS {
        check(subject, &mut diagnostics);
    }
    diagnostics
}

/// Every rule, by its code.
const ALL: [&Rule; 93] = [
    &carrier::UNREADABLE,
    &carrier::NOT_JSON,
    &carrier::NEWER_FORMAT,
    &carrier::INCOMPLETE,
    &carrier::NAMES_DIFFER,
    &carrier::DUPLICATE,
    &carrier::KUBERNETES_UNREADABLE,
    &carrier::SHORT_ENTROPY,
    &text::NOT_YAML,
    &shape::UNKNOWN_KEY,
    &shape::WRONG_TYPE,
    &shape::NOT_ALLOWED,
    &text::DUPLICATE_KEY,
    &text::SET_MALFORMED,
    &object_names::OBJECT_NAMES,
    &next_line::NEXT_LINE,
    &not_supported::NOT_SUPPORTED,
    &shape::MISSING_KEY,
    &basic_credentials::BASIC_CREDENTIALS,
    &password_length::PASSWORD_TOO_SHORT,
    &password_source::TWO_SOURCES,
    &setup_page::PASSWORD_WITHOUT_NAME,
    &setup_page::SETUP_PAGE,
    &credentials::NOT_STABLE,
    &credentials::PASSWORD_CHANGED,
    &credentials::GENERATED_ANEW,
    &auth_mode::AUTH_MODE,
    &token_ttl::TOKEN_TTL,
    &setup_page::ADMIN_NAME_MISSING,
    &unused_credentials::UNUSED_CREDENTIALS,
    &credentials::GENERATED_LATER,
    &access_mode::ACCESS_MODE,
    &storage_class::STORAGE_CLASS,
    &access_mode::UNKNOWN_ACCESS_MODE,
    &claim_size::CLAIM_SIZE,
    &persistence::PERSISTENCE_REQUIRED,
    &persistence::CLAIM_SETTINGS_UNUSED,
    &persistence::CLAIM_NAME,
    &persistence::OWN_CLAIM,
    &pool_name::POOL_NAME,
    &pool_labels::POOL_LABELS,
    &no_pools::NO_POOLS,
    &quantity::QUANTITY,
    &extra_env::VARIABLE_TAKEN,
    &extra_env::CREDENTIAL_ON_WORKERS,
    &extra_env::VARIABLE_REPLACED,
    &extra_env::CREDENTIAL_IN_CLEAR,
    &extra_items::ITEM_TWICE,
    &extra_items::NAME_TAKEN,
    &extra_items::VOLUME_MISSING,
    &resources::REQUEST_ABOVE_LIMIT,
    &resources::DEVICE_COUNT,
    &pod_labels::SELECTING_LABEL,
    &data_volume::DATA_VOLUME,
    &version::UNKNOWN_VERSION,
    &version::UNSUPPORTED_VERSION,
    &version::TAG_WITH_V,
    &image_repository::IMAGE_REPOSITORY,
    &missing_components::MISSING_COMPONENTS,
    &missing_components::MISSING_BUILTIN_USERS,
    &local_runs::LOCAL_RUNS,
    &coordinator_replicas::COORDINATOR_REPLICAS,
    &confused_credentials::CONFUSED_CREDENTIALS,
    &version::NEWER_VERSION,
    &version::MOVING_TAG,
    &version::OTHER_REPOSITORY,
    &version::DIFFERENT_VERSIONS,
    &version::DIGEST,
    &setup_page::ADMIN_IGNORED,
    &moves::VERSION_BREAK,
    &moves::VERSION_MOVE,
    &extra_objects::EXTRA_NOT_A_MAP,
    &extra_objects::EXTRA_INCOMPLETE,
    &extra_objects::EXTRA_LIST,
    &hooks::HOOK,
    &extra_objects::EXTRA_DUPLICATE,
    &restricted::RESTRICTED,
    &ignored_setting::IGNORED_SETTING,
    &ip_access::ALLOW_LIST_MISSING,
    &base_path::BASE_PATH,
    &public_url::PUBLIC_URL,
    &timezone::TIMEZONE,
    &list_item::LIST_ITEM,
    &ip_access::ADDRESS,
    &ip_access::ALLOW_LIST_BEHIND_PROXY,
    &ip_access::PROXIES_WITHOUT_ALLOW_LIST,
    &ingress::INGRESS_HOST,
    &ingress::INGRESS_CLASS,
    &ingress::CERTIFICATE_SECRET,
    &exposure::EXPOSED,
    &ingress::INGRESS_REWRITE,
    &service_account::SERVICE_ACCOUNT_NAME,
    &service_account::SERVICE_ACCOUNT_ANNOTATIONS,
];

/// Every rule, by its code.
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.into_iter()
}

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn codes_are_unique_and_sorted() {
        let codes: Vec<&str> = all().map(|rule| rule.code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
        assert!(codes.iter().all(|code| code.len() == 5 && code.starts_with('D')));
    }
}
