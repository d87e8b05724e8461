//! How the model is declared: each entry with its keys, once.
//!
//! ```text
//! entries! {
//!     /// Something to tick off.
//!     pub Task(TaskId: Inner) "Aufgabe" "Etwas zum Abhaken." {
//!         /// What is to be done, one line.
//!         always text: String as TaskLine = "was zu tun ist, höchstens 100 Zeichen";
//!         /// More about it.
//!         seldom detail: RichText = "Genaueres dazu";
//!     };
//! }
//! ```
//!
//! makes a struct `Task` with an `id`, a `text` and a `detail`, its [`KeyTable`] for schemas
//! and skeletons, and the code that reads it ([`ReadEntry`]). A key is there `always`, `often` or `seldom`; `in "key"`
//! names it where it is not the field's name; `as` says how it is read where its type alone does not ([`Readable`]).
//! Behind the keys may stand:
//!
//! - `also { … }`: keys that make no field of their own;
//! - `given { … }`: fields that come from around the entry, each with a function of the [`Decoder`];
//! - `check f`: a function that looks at several keys.

use super::super::keys::{KeyTable, ValueShape};
use super::super::yaml::YamlNode;
use super::{Decoder, YamlEntry};

/// What can stand behind a key: what belongs there, and how it is read.
pub(in crate::knowledge) trait Readable {
    /// What it is once it was read.
    type Value;
    /// What belongs there.
    const SHAPE: ValueShape;

    /// Reads it; what is wrong is reported. `key` is what it is called.
    fn read<'a>(
        decoder: &mut Decoder<'a>,
        entry: &YamlEntry<'a>,
        key: &'static str,
        node: &'a YamlNode,
    ) -> Option<Self::Value>;

    /// What holds where the key is not there.
    fn missing<'a>(_: &mut Decoder<'a>, _: &YamlEntry<'a>) -> Option<Self::Value> {
        None
    }
}

/// An entry of the model.
pub(in crate::knowledge) trait ReadEntry: Sized {
    /// Its keys.
    const TABLE: &'static KeyTable;

    /// Reads it from its keys; `None` if one that must be there is missing or unreadable.
    fn read_entry<'a>(decoder: &mut Decoder<'a>, entry: &YamlEntry<'a>) -> Option<Self>;
}

/// Says how types are read: what belongs behind the key, the code that reads it, and, behind `else`, what holds where the
/// key is not there. `@K` says that a type is read so for whatever `K` can be read.
macro_rules! readable {
    ($(
        $(@$other:ident)? $name:ty => $value:ty: $shape:expr,
        |$decoder:ident, $entry:pat_param, $key:pat_param, $node:ident| $read:expr
        $(, else |$without:ident, $around:ident| $missing:expr)?;
    )+) => {$(
        impl $(<$other: $crate::knowledge::decode::Readable>)? $crate::knowledge::decode::Readable for $name {
            type Value = $value;
            const SHAPE: $crate::knowledge::keys::ValueShape = $shape;

            fn read<'a>(
                $decoder: &mut $crate::knowledge::decode::Decoder<'a>,
                $entry: &$crate::knowledge::decode::YamlEntry<'a>,
                $key: &'static str,
                $node: &'a $crate::knowledge::yaml::YamlNode,
            ) -> Option<Self::Value> {
                $read
            }

            $(
                fn missing<'a>(
                    $without: &mut $crate::knowledge::decode::Decoder<'a>,
                    $around: &$crate::knowledge::decode::YamlEntry<'a>,
                ) -> Option<Self::Value> {
                    $missing
                }
            )?
        }
    )+};
}

/// Declares ways of reading for keys whose type alone does not say it.
macro_rules! readers {
    ($(
        $(#[$doc:meta])*
        $name:ident => $value:ty: $shape:expr,
        |$($given:tt),+| $read:expr $(, else |$($around:ident),+| $missing:expr)?;
    )+) => {$(
        $(#[$doc])*
        pub(in crate::knowledge) struct $name;
        readable! { $name => $value: $shape, |$($given),+| $read $(, else |$($around),+| $missing)?; }
    )+};
}

/// Declares entries of the model with their keys; see the head of this file.
macro_rules! entries {
    ($(
        $(#[$doc:meta])*
        $vis:vis $name:ident $(($id:ty: $kind:ident))? $what:literal $about:literal {$(
            $(#[$field_doc:meta])*
            $occurs:ident $field:ident $(in $key:literal)?: $type:ty $(as $how:ty)? = $key_about:expr;
        )*}
        $(also {$( $also_occurs:ident $also:ident: $also_how:ty = $also_about:expr; )*})?
        $(given {$( $(#[$given_doc:meta])* $given:ident: $given_type:ty = $source:expr; )*})?
        $(check $check:path)?;
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        $vis struct $name {
            $(
                #[doc = "Its name in the files, in sessions, action data and links."]
                $vis id: $id,
            )?
            $( $(#[$field_doc])* $vis $field: $type, )*
            $($( $(#[$given_doc])* $vis $given: $given_type, )*)?
        }

        impl $crate::knowledge::decode::ReadEntry for $name {
            const TABLE: &'static $crate::knowledge::keys::KeyTable = &$crate::knowledge::keys::KeyTable {
                what: $what,
                about: $about,
                named: entries!(@named $($kind)?),
                keys: &[$(
                    $crate::knowledge::keys::$occurs(
                        entries!(@key $field $($key)?),
                        <entries!(@how $type $(, $how)?) as $crate::knowledge::decode::Readable>::SHAPE,
                        $key_about,
                    ),
                )*],
                also: &[$($(
                    $crate::knowledge::keys::$also_occurs(
                        stringify!($also),
                        <$also_how as $crate::knowledge::decode::Readable>::SHAPE,
                        $also_about,
                    ),
                )*)?],
            };

            fn read_entry<'a>(
                decoder: &mut $crate::knowledge::decode::Decoder<'a>,
                entry: &$crate::knowledge::decode::YamlEntry<'a>,
            ) -> Option<Self> {
                // All keys are read before the first that is missing ends it, so that every fault is reported.
                $( let id = decoder.own_id::<$id>(entry); )?
                $(
                    let $field = decoder.$occurs::<entries!(@how $type $(, $how)?)>(
                        entry,
                        entries!(@key $field $($key)?),
                    );
                )*
                $($( decoder.$also_occurs::<$also_how>(entry, stringify!($also)); )*)?
                $( $check(decoder, entry); )?
                Some(Self {
                    $( id: Option::<$id>::from(id)?, )?
                    $( $field: $field?, )*
                    $($( $given: ($source)(decoder)?, )*)?
                })
            }
        }

        readable! {
            $name => Self: $crate::knowledge::keys::ValueShape::Entry(
                <Self as $crate::knowledge::decode::ReadEntry>::TABLE
            ), |decoder, _, _, node| decoder.entry(node);
        }
    )+};
    (@named) => { None };
    (@named $kind:ident) => { Some($crate::knowledge::keys::IdKind::$kind) };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
    (@how $type:ty) => { $type };
    (@how $type:ty, $how:ty) => { $how };
}

/// Declares a way of reading one of several words, each with its value.
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident: $value:ty { $($word:literal => $meaning:expr,)+ }) => {
        $(#[$doc])*
        pub(in crate::knowledge) struct $name;
        choice!(@read $name: $value { $($word => $meaning,)+ });
    };
    (@read $name:ident: $value:ty { $($word:literal => $meaning:expr,)+ }) => {
        readable! {
            $name => $value: $crate::knowledge::keys::ValueShape::Word(&[$($word),+]),
            |decoder, _, key, node| decoder.word(node, key, &[$(($word, $meaning)),+]);
        }
    };
}

/// Declares an enumeration with the word that each of its variants has in the files.
macro_rules! words {
    ($(
        $(#[$doc:meta])*
        $name:ident { $( $(#[$variant_doc:meta])* $variant:ident = $word:literal; )+ }
    )+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$variant_doc])* $variant, )+
        }

        impl $name {
            /// The word for it in the files.
            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }
        }

        choice!(@read $name: $name { $($word => $name::$variant,)+ });
    )+};
}

/// Declares a block that has a text, read in the way named, for the words of an enumeration.
macro_rules! labels {
    ($(
        $label:ident: $text:ty, $what:literal $about:literal {
            $( $occurs:ident $variant:ident = $word_about:literal; )+
        }
    )+) => {$(
        readable! {
            ::std::collections::BTreeMap<
                $label,
                <$text as $crate::knowledge::decode::Readable>::Value,
            > => Self:
            $crate::knowledge::keys::ValueShape::Entry(&$crate::knowledge::keys::KeyTable {
                what: $what,
                about: $about,
                named: None,
                keys: &[$(
                    $crate::knowledge::keys::$occurs(
                        $label::$variant.word(),
                        <$text as $crate::knowledge::decode::Readable>::SHAPE,
                        $word_about,
                    ),
                )+],
                also: &[],
            }), |decoder, _, _, node| {
                let entry = decoder.block(node, &Self::SHAPE)?;
                let mut labels = Self::new();
                $(
                    let text = decoder.$occurs::<$text>(&entry, $label::$variant.word());
                    let text = text.filter(|_| entry.has($label::$variant.word()));
                    labels.extend(text.map(|text| ($label::$variant, text)));
                )+
                Some(labels)
            };
        }
    )+};
}
