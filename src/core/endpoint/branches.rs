//! Branches: list, create, read, rename, archive, make live, test call.

use super::{Endpoint, calls};
use crate::core::body;
use crate::core::error::Error;
use crate::core::json;
use crate::core::request::{Method, Request};

const BRANCHES: &str = "agent/{agentId}/branches";
const BRANCH: &str = "agent/{agentId}/branches/{branchId}";

/// `GET /agent/{agentId}/branches`
pub static LIST: Endpoint = Endpoint::new(Method::Get, BRANCHES);

static CREATE: Endpoint = Endpoint::making(
    BRANCHES,
    "look for the branch with listBranches before you create it again",
)
.checked(body::check_create_branch);

/// `GET /agent/{agentId}/branches/{branchId}`
pub static GET: Endpoint = Endpoint::new(Method::Get, BRANCH);

static RENAME: Endpoint = Endpoint::new(Method::Patch, BRANCH).checked(body::check_rename_branch);

/// `POST /agent/{agentId}/branches/{branchId}/archive`
pub static ARCHIVE: Endpoint =
    Endpoint::new(Method::Post, "agent/{agentId}/branches/{branchId}/archive");

/// `POST /agent/{agentId}/branches/{branchId}/live`: switches traffic.
pub static MAKE_LIVE: Endpoint =
    Endpoint::new(Method::Post, "agent/{agentId}/branches/{branchId}/live");

/// `POST /agent/{agentId}/branches/{branchId}/test-call`
pub static TEST_CALL: Endpoint = Endpoint::making(
    "agent/{agentId}/branches/{branchId}/test-call",
    calls::LOOK_FIRST,
)
.checked(body::check_branch_test_call);

/// Lists all branches of an agent.
pub fn list(agent_id: &str) -> Result<Request, Error> {
    LIST.of(&[agent_id])
}

/// `POST /agent/{agentId}/branches`
pub fn create(agent_id: &str, source_branch_id: &str, name: &str) -> Result<Request, Error> {
    let branch = json::object(&[
        ("sourceBranchId", Some(source_branch_id)),
        ("name", Some(name)),
    ]);
    CREATE.with(&[agent_id], &branch)
}

/// Reads a branch.
pub fn get(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    GET.of(&[agent_id, branch_id])
}

/// `PATCH /agent/{agentId}/branches/{branchId}`
pub fn rename(agent_id: &str, branch_id: &str, name: &str) -> Result<Request, Error> {
    RENAME.with(
        &[agent_id, branch_id],
        &json::object(&[("name", Some(name))]),
    )
}

/// Switches traffic to a branch.
pub fn make_live(agent_id: &str, branch_id: &str) -> Result<Request, Error> {
    MAKE_LIVE.of(&[agent_id, branch_id])
}
