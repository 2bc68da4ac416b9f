//! What can happen to a request on its way.

use super::random::Random;
use atoms_lifecycle::core::error::Error;
use atoms_lifecycle::core::flow::Outcome;
use atoms_lifecycle::core::reply::Reply;
use atoms_lifecycle::emulator::Response;

/// A failure of the network or of what stands between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The request never arrives.
    DroppedBefore,
    /// It is executed; its reply is lost.
    DroppedAfter,
    /// It is executed; the reply comes after the attempt's timeout.
    Late,
    /// It is executed only after the client gave it up.
    Delayed,
    /// It is executed twice.
    Duplicated,
    /// It is executed; the connection breaks within the body.
    CutOff,
    /// A gateway answers 429 in its place.
    RateLimited,
    /// The platform answers 500 without executing it.
    FailedBefore,
    /// It is executed; a gateway answers 502 with a page.
    FailedAfter,
    /// It is executed; the body is cut in half.
    Truncated,
    /// It is executed; the body is empty.
    Empty,
}

pub const ALL: [Fault; 11] = [
    Fault::DroppedBefore,
    Fault::DroppedAfter,
    Fault::Late,
    Fault::Delayed,
    Fault::Duplicated,
    Fault::CutOff,
    Fault::RateLimited,
    Fault::FailedBefore,
    Fault::FailedAfter,
    Fault::Truncated,
    Fault::Empty,
];

impl Fault {
    pub fn any(random: &mut Random) -> Self {
        ALL[random.below(ALL.len() as u64) as usize]
    }

    /// Whether the platform gets to see the request before the client knows.
    pub fn is_executed(self) -> bool {
        !matches!(
            self,
            Self::DroppedBefore | Self::Delayed | Self::RateLimited | Self::FailedBefore
        )
    }

    /// Milliseconds that pass before the client knows, within its timeout.
    pub fn takes_ms(self, timeout_ms: u64, latency_ms: u64) -> u64 {
        match self {
            Self::DroppedBefore | Self::DroppedAfter | Self::Late | Self::Delayed => timeout_ms,
            _ => latency_ms.min(timeout_ms),
        }
    }

    /// What the client sees of it.
    pub fn outcome(self, response: Option<Response>, timeout_ms: u64) -> Outcome {
        let whole = response.map(reply).unwrap_or_default();
        match self {
            Self::DroppedBefore => Outcome::Failed(Error::network("connection reset")),
            Self::DroppedAfter => Outcome::Failed(Error::network("socket hang up")),
            Self::Late | Self::Delayed => Outcome::Failed(Error::attempt_timeout(timeout_ms)),
            Self::CutOff => Outcome::Failed(Error::network("terminated")),
            Self::Duplicated => Outcome::Reply(whole),
            Self::RateLimited => Outcome::Reply(Reply::new(
                429,
                r#"{"status":false,"error":"Rate limit exceeded","retry_after":1}"#,
            )),
            Self::FailedBefore => Outcome::Reply(Reply::new(
                500,
                r#"{"status":false,"errors":["Internal server error"]}"#,
            )),
            Self::FailedAfter => Outcome::Reply(Reply::new(502, "<html>Bad Gateway</html>")),
            Self::Truncated => {
                let half = whole.text.chars().count() / 2;
                let cut: String = whole.text.chars().take(half).collect();
                Outcome::Reply(with_body(whole, &cut))
            }
            Self::Empty => Outcome::Reply(with_body(whole, "")),
        }
    }
}

/// A response as the client's driver hands it over.
pub fn reply(response: Response) -> Reply {
    let header = |name: &str| {
        response
            .headers
            .iter()
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value.to_string())
    };
    Reply {
        request_id: header("x-request-id"),
        retry_after_s: header("retry-after").and_then(|seconds| seconds.parse().ok()),
        ..Reply::new(response.status, &String::from_utf8_lossy(&response.body))
    }
}

fn with_body(reply: Reply, body: &str) -> Reply {
    Reply {
        request_id: reply.request_id,
        retry_after_s: reply.retry_after_s,
        ..Reply::new(reply.status, body)
    }
}
