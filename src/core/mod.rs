//! The lifecycle, pure: no clock, no I/O, no JavaScript.
