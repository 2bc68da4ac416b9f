//! Documents as bytes.

use crate::documents;
use atoms_lifecycle::core::json::Json;
use atoms_lifecycle::core::json::wire::{Reader, write};
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_written_is_read(documents in prop::collection::vec(documents::json(), 0..4)) {
        let mut bytes = Vec::new();
        let documents: Vec<_> = documents.into_iter().map(Json::from).collect();
        for document in &documents {
            write(&mut bytes, document);
        }
        let mut reader = Reader::new(&bytes);
        for document in documents {
            prop_assert_eq!(reader.argument("it").unwrap(), document);
        }
        prop_assert_eq!(reader.read(), Json::Null);
    }

    #[test]
    fn whatever_comes_is_read_or_refused(bytes in any::<Vec<u8>>()) {
        let mut reader = Reader::new(&bytes);
        for _ in 0..4 {
            let _ = reader.argument("it");
        }
    }
}
