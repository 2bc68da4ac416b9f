//! An in-memory Atoms platform: requests in, responses out.
