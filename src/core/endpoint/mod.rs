//! One function per endpoint of the platform: checked arguments in, a [`Request`] out.
//!
//! There is deliberately no way to reach `PATCH /workflow/{workflowId}`,
//! which bypasses versions, nor plain `DELETE /agent/{id}`.
//!
//! [`Request`]: super::request::Request

pub mod agents;
pub mod branch_drafts;
pub mod branches;
pub mod calls;
pub mod drafts;
pub mod revisions;
pub mod versions;
