package dev.strongroom.store;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.objects.Attributes;
import dev.strongroom.objects.ObjectProperties;
import java.time.Instant;
import java.util.List;

/// The tables of one kind of object: one row per object, and one per version. What every kind has
/// is in [ObjectStatements]; here is what only this kind has, in the rows of versions.
///
/// @param collection names the generation of its cached rows, `secrets:<vault>`
/// @param fixed columns that never change after a version was added
/// @param changing columns that an update writes
record ObjectTable<P extends ObjectProperties>(
    String collection,
    String objects,
    String versions,
    List<String> fixed,
    List<String> changing,
    Codec<P> codec) {
  /// Columns that every kind has.
  record Common(
      ObjectName name,
      ObjectVersion version,
      Attributes attributes,
      Tags tags,
      Instant created,
      Instant updated) {}

  interface Codec<P> {
    /// The values of [ObjectTable#fixed].
    List<Object> fixed(P properties);

    /// The values of [ObjectTable#changing].
    List<Object> changing(P properties);

    P read(Row row, Common common);

    /// How much a version weighs in memory beyond what every kind has.
    default int bytes(P properties) {
      return 0;
    }
  }

  P read(Row row) {
    return codec.read(row, common(row));
  }

  private static Common common(Row row) {
    return new Common(
        new ObjectName(row.text("name"), row.text("display")),
        new ObjectVersion(row.text("version")),
        new Attributes(row.flag("enabled"), row.maybeTime("not_before"), row.maybeTime("expires")),
        TagsText.read(row.text("tags")),
        row.time("created"),
        row.time("updated"));
  }
}
