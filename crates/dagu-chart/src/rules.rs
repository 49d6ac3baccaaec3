//! What can be wrong with values: one file per rule, holding code, documentation, check and help.

/// The documentation of a rule: the guest, which nobody asks for it, is built without.
macro_rules! doc {
    ($text:literal) => {
        if cfg!(feature = "docs") { $text } else { "" }
    };
}

pub(crate) mod boolean_key;
pub(crate) mod carrier;
pub(crate) mod containers;
pub(crate) mod credentials;
pub(crate) mod extra_items;
pub(crate) mod extra_objects;
pub(crate) mod finished_probes;
pub(crate) mod format;
pub(crate) mod image_reference;
pub(crate) mod image_repository;
pub(crate) mod inject;
pub(crate) mod internal;
pub(crate) mod metadata;
pub(crate) mod moves;
pub(crate) mod next_line;
pub(crate) mod object_names;
pub(crate) mod patches;
pub(crate) mod persistence;
pub(crate) mod quantity;
pub(crate) mod release;
pub(crate) mod resources;
pub(crate) mod server_credentials;
pub(crate) mod shape;
pub(crate) mod text;
pub(crate) mod together;
pub(crate) mod version;

mod access_mode;
mod apart;
mod auth_mode;
mod base_path;
mod basic_credentials;
mod basic_username;
mod blank_credential;
mod cached_tag;
mod claim_size;
mod confused_credentials;
mod coordinator_replicas;
mod data_volume;
mod digest;
mod empty_pools;
mod exposure;
mod extra_env;
mod hard_links;
mod hooks;
mod idle_probe;
mod ignored_setting;
mod ingress;
mod inherited;
mod ip_access;
mod known_vulnerability;
mod labelled_pool;
mod list_item;
mod local_runs;
mod long_login;
mod missing_components;
mod mounts;
mod needs_root;
mod no_pools;
mod no_replicas;
mod not_supported;
mod own_image;
mod password_length;
mod password_source;
mod pod_labels;
mod pool_labels;
mod pool_name;
mod public_url;
mod restricted;
mod rule;
mod secret_reference;
mod service_account;
mod setup_page;
mod short_token_secret;
mod shutdown_timeout;
mod small_limits;
mod standby_scheduler;
mod storage_class;
mod storage_class_name;
mod timezone;
mod token_ttl;
mod tolerations;
mod twin_pools;
mod ui_runs;
mod ui_service;
mod unreachable_gpus;
mod unused_credentials;
mod volume_mode;
mod weak_password;

pub(crate) use rule::Rule;

use crate::diagnostic::Findings;
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

type Check = fn(Subject<'_>, &mut Findings);

/// Every check of values that decode, in the order of the values.
const CHECKS: &[Check] = &[
    image_reference::check_others,
    digest::check,
    missing_components::check,
    cached_tag::check,
    own_image::check,
    known_vulnerability::check,
    confused_credentials::check,
    local_runs::check,
    not_supported::check,
    persistence::check,
    access_mode::check,
    volume_mode::check,
    apart::check,
    storage_class::check,
    storage_class_name::check,
    hard_links::check,
    claim_size::check,
    auth_mode::check,
    basic_credentials::check,
    basic_username::check,
    setup_page::check,
    password_source::check,
    password_length::check,
    weak_password::check,
    blank_credential::check,
    secret_reference::check,
    short_token_secret::check,
    token_ttl::check,
    long_login::check,
    unused_credentials::check,
    coordinator_replicas::check,
    no_replicas::check,
    standby_scheduler::check,
    ui_runs::check,
    no_pools::check,
    empty_pools::check,
    pool_name::check,
    boolean_key::check,
    pool_labels::check,
    labelled_pool::check,
    twin_pools::check,
    unreachable_gpus::check,
    quantity::check,
    resources::check,
    inherited::check,
    small_limits::check,
    tolerations::check,
    shutdown_timeout::check,
    extra_env::check,
    extra_items::check,
    containers::check,
    idle_probe::check,
    mounts::check,
    pod_labels::check,
    data_volume::check,
    service_account::check,
    public_url::check,
    ui_service::check,
    base_path::check,
    timezone::check,
    list_item::check,
    ip_access::check,
    ignored_setting::check,
    ingress::check,
    exposure::check,
    extra_objects::check,
    metadata::check,
    hooks::check,
    restricted::check,
    needs_root::check,
];

/// What there is to say about these values.
pub(crate) fn check(subject: Subject<'_>, diagnostics: &mut Findings) {
    for check in CHECKS {
        check(subject, diagnostics);
    }
}

/// Every rule, by its code.
#[cfg(any(feature = "docs", test))]
const ALL: &[&Rule] = &[
    &carrier::UNREADABLE,
    &carrier::NOT_BASE64,
    &carrier::NOT_JSON,
    &carrier::NEWER_FORMAT,
    &carrier::INCOMPLETE,
    &carrier::NAMES_DIFFER,
    &carrier::DUPLICATE,
    &carrier::KUBERNETES_UNREADABLE,
    &carrier::SHORT_ENTROPY,
    &release::RELEASE_NAME,
    &release::NAMESPACE,
    &release::KUBERNETES_TOO_OLD,
    &carrier::WRAPPED,
    &carrier::CHANGED,
    &text::NOT_YAML,
    &shape::UNKNOWN_KEY,
    &shape::WRONG_TYPE,
    &shape::NOT_ALLOWED,
    &text::DUPLICATE_KEY,
    &text::SET_MALFORMED,
    &object_names::OBJECT_NAMES,
    &next_line::NEXT_LINE,
    &not_supported::NOT_SUPPORTED,
    &boolean_key::BOOLEAN_KEY,
    &shape::MISSING_KEY,
    &shape::ONE_OF,
    &format::FORMAT,
    &together::TOGETHER,
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
    &weak_password::WEAK_PASSWORD,
    &short_token_secret::SHORT_TOKEN_SECRET,
    &long_login::LONG_LOGIN,
    &blank_credential::BLANK_CREDENTIAL,
    &basic_username::BASIC_USERNAME,
    &secret_reference::SECRET_REFERENCE,
    &access_mode::ACCESS_MODE,
    &storage_class::STORAGE_CLASS,
    &access_mode::UNKNOWN_ACCESS_MODE,
    &claim_size::CLAIM_SIZE,
    &persistence::PERSISTENCE_REQUIRED,
    &persistence::CLAIM_SETTINGS_UNUSED,
    &persistence::CLAIM_NAME,
    &persistence::OWN_CLAIM,
    &volume_mode::VOLUME_MODE,
    &apart::APART,
    &hard_links::HARD_LINKS,
    &storage_class_name::STORAGE_CLASS_NAME,
    &persistence::VOLUME_NAME,
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
    &containers::CLAIM_MISSING,
    &containers::LONG_SLEEP,
    &containers::NAMESERVER_MISSING,
    &server_credentials::SERVER_CREDENTIALS,
    &internal::INTERNAL,
    &labelled_pool::LABELLED_POOL,
    &twin_pools::TWIN_POOLS,
    &unreachable_gpus::UNREACHABLE_GPUS,
    &empty_pools::EMPTY_POOLS,
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
    &own_image::OWN_IMAGE,
    &shutdown_timeout::SHUTDOWN_TIMEOUT,
    &shutdown_timeout::GRACE_PERIOD_SHORT,
    &shutdown_timeout::NO_DRAIN,
    &known_vulnerability::KNOWN_VULNERABILITY,
    &ui_service::SERVICE_SETTING,
    &ui_service::NODE_PORT,
    &idle_probe::IDLE_PROBE,
    &image_reference::IMAGE_REFERENCE,
    &cached_tag::CACHED_TAG,
    &inject::MALFORMED,
    &inject::TARGET,
    &inject::HOOK,
    &inject::CONTAINER,
    &inject::CONFLICT,
    &inject::DOCUMENT,
    &inject::ELSEWHERE,
    &patches::MALFORMED,
    &patches::UNMATCHED,
    &patches::FAILED,
    &patches::PROTECTED,
    &patches::SELECTOR,
    &patches::CREDENTIAL,
    &no_replicas::NO_REPLICAS,
    &standby_scheduler::UNFENCED_SCHEDULERS,
    &standby_scheduler::STANDBY_ON_NFS,
    &ui_runs::UI_RUNS,
    &small_limits::SMALL_MEMORY,
    &small_limits::SMALL_CPU,
    &tolerations::TOLERATIONS,
    &extra_objects::EXTRA_NOT_A_MAP,
    &extra_objects::EXTRA_INCOMPLETE,
    &extra_objects::EXTRA_LIST,
    &hooks::HOOK,
    &extra_objects::EXTRA_DUPLICATE,
    &restricted::RESTRICTED,
    &needs_root::NEEDS_ROOT,
    &extra_objects::EXTRA_TEMPLATE,
    &ingress::CERTIFICATE_UNUSED,
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
#[cfg(any(feature = "docs", test))]
pub(crate) fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied()
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
