//! The cases and what runs them.
