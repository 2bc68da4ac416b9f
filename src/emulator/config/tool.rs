//! What a tool needs, by its type. Fields of other types, and unknown ones,
//! are kept as they are (*assumed*).

use crate::emulator::schema::{Field, Kind, TEXT, optional, required};

pub const TOOL: Kind = Kind::Whole(&Kind::Cases {
    known: &[
        required(
            "type",
            Kind::OneOf(&[
                "end_call",
                "transfer_call",
                "api_call",
                "extract_dynamic_variables",
                "knowledge_base_search",
            ]),
        ),
        required("name", Kind::Word),
        required("description", TEXT),
        optional("enabled", Kind::Flag),
    ],
    by: "type",
    cases: &[
        ("transfer_call", TRANSFER_CALL),
        ("api_call", API_CALL),
        (
            "extract_dynamic_variables",
            &[required("variablesExtractionSchema", Kind::SomeOf(&VALUE))],
        ),
        (
            "knowledge_base_search",
            &[
                required("knowledgeBaseId", TEXT),
                optional("fillerPhrases", Kind::List(&TEXT)),
            ],
        ),
    ],
});

const TRANSFER_CALL: &[Field] = &[
    required("transferNumber", TEXT),
    required(
        "transferOption",
        Kind::Object(&[
            optional("type", Kind::OneOf(&["cold_transfer", "warm_transfer"])),
            optional("privateHandoffOption", Kind::OrNull(&HANDOFF)),
            optional("publicHandoffOption", Kind::OrNull(&HANDOFF)),
        ]),
    ),
    optional(
        "onHoldMusic",
        Kind::OneOf(&["ringtone", "relaxing_sound", "uplifting_beats", "none"]),
    ),
    optional("transferOnlyIfHuman", Kind::Flag),
    optional("detectionTimeout", Kind::Integer(5.0, 60.0)),
];

const HANDOFF: Kind = Kind::Object(&[
    optional("type", Kind::OneOf(&["prompt", "static"])),
    optional("prompt", TEXT),
]);

const API_CALL: &[Field] = &[
    required("url", Kind::Url),
    required("method", METHOD),
    optional("timeout", Kind::Integer(1_000.0, 30_000.0)),
    optional("headers", Kind::Map(&TEXT)),
    optional("headersArray", Kind::List(&PAIR)),
    optional("queryParams", Kind::List(&PAIR)),
    optional("requestBody", TEXT),
    optional("llmParameters", Kind::List(&VALUE)),
    optional("responseVariables", RESPONSE_VARIABLES),
];

pub const METHOD: Kind = Kind::OneOf(&["GET", "POST", "PUT", "DELETE", "PATCH"]);

/// A parameter, or a variable to extract.
const VALUE: Kind = Kind::Cases {
    known: &[
        required("name", TEXT),
        required("description", TEXT),
        required("type", Kind::OneOf(&["text", "number", "boolean", "enum"])),
        optional("values", Kind::List(&TEXT)),
        optional("required", Kind::Flag),
    ],
    by: "type",
    cases: &[("enum", &[required("values", Kind::List(&TEXT))])],
};

const PAIR: Kind = Kind::Object(&[required("key", TEXT), required("value", TEXT)]);

pub const RESPONSE_VARIABLES: Kind = Kind::List(&Kind::Object(&[
    required("variableName", TEXT),
    required("jsonPath", TEXT),
]));
