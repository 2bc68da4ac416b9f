//! From whatever `serde` serializes to a document.

use super::{Json, Map};
use serde::ser::{
    Error, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer,
};
use std::fmt::{self, Display};
use std::rc::Rc;

/// Makes the document.
pub struct Writer;

/// Something that no document can hold.
#[derive(Debug)]
pub struct NoJson;

impl Display for NoJson {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not JSON")
    }
}

impl std::error::Error for NoJson {}

impl Error for NoJson {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

/// The items of a list so far.
pub struct Items(Vec<Json>);

/// The fields of an object so far.
#[derive(Default)]
pub struct Fields {
    fields: Vec<(Rc<str>, Json)>,
    name: Option<Rc<str>>,
}

impl Fields {
    #[inline(never)]
    fn add(&mut self, name: &str, value: Json) {
        self.fields.push((name.into(), value));
    }
}

impl SerializeSeq for Items {
    type Ok = Json;
    type Error = NoJson;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), NoJson> {
        self.0.push(item.serialize(Writer)?);
        Ok(())
    }

    fn end(self) -> Result<Json, NoJson> {
        Ok(Json::Array(Rc::new(self.0)))
    }
}

impl SerializeMap for Fields {
    type Ok = Json;
    type Error = NoJson;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), NoJson> {
        let Json::String(name) = name.serialize(Writer)? else {
            return Err(NoJson);
        };
        self.name = Some(name);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NoJson> {
        let name = self.name.take().ok_or(NoJson)?;
        self.fields.push((name, value.serialize(Writer)?));
        Ok(())
    }

    fn end(self) -> Result<Json, NoJson> {
        Ok(Json::Object(Map::new(self.fields)))
    }
}

impl SerializeStruct for Fields {
    type Ok = Json;
    type Error = NoJson;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), NoJson> {
        let value = value.serialize(Writer)?;
        self.add(name, value);
        Ok(())
    }

    fn end(self) -> Result<Json, NoJson> {
        SerializeMap::end(self)
    }
}

impl Serializer for Writer {
    type Ok = Json;
    type Error = NoJson;
    type SerializeSeq = Items;
    type SerializeMap = Fields;
    type SerializeStruct = Fields;
    type SerializeTuple = Impossible<Json, NoJson>;
    type SerializeTupleStruct = Impossible<Json, NoJson>;
    type SerializeTupleVariant = Impossible<Json, NoJson>;
    type SerializeStructVariant = Impossible<Json, NoJson>;

    fn serialize_bool(self, is: bool) -> Result<Json, NoJson> {
        Ok(is.into())
    }

    fn serialize_i8(self, number: i8) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Result<Json, NoJson> {
        self.serialize_f64(number as f64)
    }

    fn serialize_u8(self, number: u8) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Result<Json, NoJson> {
        self.serialize_f64(number as f64)
    }

    fn serialize_f32(self, number: f32) -> Result<Json, NoJson> {
        self.serialize_f64(number.into())
    }

    fn serialize_f64(self, number: f64) -> Result<Json, NoJson> {
        Ok(Json::Number(number))
    }

    fn serialize_char(self, _: char) -> Result<Json, NoJson> {
        Err(NoJson)
    }

    #[inline(never)]
    fn serialize_str(self, text: &str) -> Result<Json, NoJson> {
        Ok(text.into())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<Json, NoJson> {
        Err(NoJson)
    }

    fn serialize_none(self) -> Result<Json, NoJson> {
        Ok(Json::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Json, NoJson> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Json, NoJson> {
        Ok(Json::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Json, NoJson> {
        Ok(Json::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Json, NoJson> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Json, NoJson> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Json, NoJson> {
        Err(NoJson)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items, NoJson> {
        Ok(Items(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, NoJson> {
        Err(NoJson)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, NoJson> {
        Err(NoJson)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, NoJson> {
        Err(NoJson)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields, NoJson> {
        Ok(Fields::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields, NoJson> {
        Ok(Fields::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, NoJson> {
        Err(NoJson)
    }
}
