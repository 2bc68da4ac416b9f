//! What stands before the routes: preflight, rate limit, keys, size limits,
//! and the headers that every response carries.

use super::Platform;
use super::answer::Failure;
use super::json::object;
use super::migration;
use super::options::{Options, RateLimitBody};
use super::router;
use super::wire::{Call, Header, Request, Response};
use std::borrow::Cow;

/// The longest body, in bytes (*assumed*).
const MAX_BODY: usize = 1 << 20;
/// The longest path with its query, in bytes (*assumed*).
const MAX_PATH: usize = 16 << 10;
/// Request headers that a page may send without having asked.
const USUAL_HEADERS: &str = "authorization, content-type, x-test-call";

/// Counts requests within the current second.
#[derive(Default)]
pub struct Gate {
    second: u64,
    requests: u32,
}

impl Gate {
    /// Lets a request through to its handler, or answers it here. To HEAD goes
    /// what GET would get, without the body.
    pub fn answer(&mut self, platform: &mut Platform, request: &Request) -> Response {
        if !request.method.eq_ignore_ascii_case("HEAD") {
            return self.respond(platform, request, &request.method);
        }
        let mut response = self.respond(platform, request, "GET");
        response.body.clear();
        response
    }

    fn respond(&mut self, platform: &mut Platform, request: &Request, method: &str) -> Response {
        if request.method.eq_ignore_ascii_case("OPTIONS") {
            return Response {
                status: 204,
                ..Response::default()
            };
        }
        if request.path.len() > MAX_PATH {
            return Failure::new(414, "Request URI is too long").into();
        }
        let call = Call::new(request);
        let generation = platform.state.generation;
        let Some(route) = router::find(generation, method, &call.segments()) else {
            return Response::no_route(&request.method, &request.path);
        };
        if let Some(refusal) = self.too_many(&platform.options, platform.state.now_ms) {
            return refusal;
        }
        if !is_known(&platform.options, request) {
            return Failure::new(401, "Unauthorized: User not found").into();
        }
        if request.body.len() > MAX_BODY {
            return Failure::new(413, "Request body is larger than 1 MiB").into();
        }
        if route.freezes && platform.state.frozen {
            return frozen().into();
        }
        let mut response = (route.handler)(platform, &call).unwrap_or_else(Response::from);
        if route.is_deprecated {
            migration::deprecate(&mut response);
        }
        response
    }

    fn too_many(&mut self, options: &Options, now_ms: u64) -> Option<Response> {
        let limit = options.requests_per_second;
        if limit == 0 {
            return None;
        }
        let second = now_ms / 1_000;
        if second != self.second {
            *self = Self {
                second,
                requests: 0,
            };
        }
        self.requests = self.requests.saturating_add(1);
        if self.requests <= limit {
            return None;
        }
        let said = "Rate limit exceeded";
        let body = object(|out| match options.rate_limit_body {
            RateLimitBody::Flat => {
                out.field("status", &false);
                out.field("error", said);
                out.field("code", "RATE_LIMIT_EXCEEDED");
                out.field("retry_after", &1_u32);
            }
            RateLimitBody::Nested => {
                let limit = object(|out| {
                    out.field("routeClass", "default");
                    out.field("limit", &limit);
                    out.field("retryAfterSec", &1_u32);
                });
                out.field("message", said);
                out.field("rateLimit", &limit);
            }
        });
        let mut response = Response::json(429, &body);
        response.set_header("retry-after", "1");
        Some(response)
    }

    /// Adds the headers that every response carries: a request id, and leave
    /// for a page of any origin to read it.
    pub fn sign(
        &self,
        platform: &mut Platform,
        request: &Request,
        mut response: Response,
    ) -> Response {
        let request_id = platform.state.next_request_id();
        response.set_header("x-request-id", request_id);
        match request.header(Header::Origin) {
            // With cookies, a page may not be answered by the general leave.
            Some(origin) if platform.options.cookie_sessions && is_plain(origin) => {
                response.set_header("access-control-allow-origin", origin.to_owned());
                response.set_header("access-control-allow-credentials", "true");
                response.set_header("vary", "origin");
            }
            _ => response.set_header("access-control-allow-origin", "*"),
        }
        response.set_header(
            "access-control-expose-headers",
            "x-request-id, retry-after, deprecation, sunset",
        );
        response.set_header(
            "access-control-allow-methods",
            "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
        );
        let wanted = request
            .header(Header::RequestHeaders)
            .filter(|names| is_plain(names));
        response.set_header(
            "access-control-allow-headers",
            wanted.map_or(USUAL_HEADERS.into(), |names| Cow::from(names.to_owned())),
        );
        response.set_header("access-control-max-age", "600");
        response
    }
}

/// What a write to a branch answers during a freeze; the text is *assumed*.
fn frozen() -> Failure {
    Failure::new(423, "Agent config is frozen, try again later").of_type("config_freeze_active")
}

/// Whether a text may be sent back as a header's value.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn is_known(options: &Options, request: &Request) -> bool {
    if options.cookie_sessions
        && request
            .header(Header::Cookie)
            .is_some_and(|it| !it.is_empty())
    {
        return true;
    }
    let Some((scheme, key)) = request
        .header(Header::Authorization)
        .and_then(|value| value.trim().split_once(' '))
    else {
        return false;
    };
    scheme.eq_ignore_ascii_case("bearer")
        && !key.is_empty()
        && !key.contains(char::is_whitespace)
        && (options.api_keys.is_empty() || options.api_keys.iter().any(|known| known == key))
}
