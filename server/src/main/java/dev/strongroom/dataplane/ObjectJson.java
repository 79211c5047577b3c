package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.ObjectProperties;
import dev.strongroom.objects.Page;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/// What secrets, keys and certificates have in common on the wire. What is not set is absent, never
/// null; only `nextLink` is null on the last page, as observed.
///
/// @param authority scheme, host and port of the request, which the ids repeat
record ObjectJson(String authority, ObjectKind kind) {
  static final int METADATA_BYTES = 700;
  private static final int ITEM_BYTES = 320;

  static byte[] backup(String blob) {
    return new JsonBytes(blob.length() + ITEM_BYTES)
        .open('{')
        .name("value")
        .string(blob)
        .close('}')
        .finish();
  }

  static <T> byte[] page(
      Found<Page<T>> found, Optional<String> nextLink, BiConsumer<JsonBytes, T> item) {
    JsonBytes json = new JsonBytes(METADATA_BYTES + ITEM_BYTES * found.what().items().size());
    json.open('{').name("value").open('[');
    for (T one : found.what().items()) {
      json.open('{');
      item.accept(json, one);
      json.close('}');
    }
    json.close(']').name("nextLink");
    nextLink.ifPresentOrElse(json::string, json::none);
    return json.close('}').finish();
  }

  void deletion(JsonBytes json, Deleted<?> object) {
    json.name("recoveryId")
        .string(
            authority
                + "/"
                + kind.deletedCollection()
                + "/"
                + object.properties().name().display());
    time(json, "deletedDate", object.deleted());
    time(json, "scheduledPurgeDate", object.purge());
  }

  /// Opens `attributes` and writes what every kind has; the caller adds its own and closes it.
  static void openAttributes(JsonBytes json, VaultFacts vault, ObjectProperties object) {
    json.name("attributes").open('{').name("enabled").flag(object.attributes().enabled());
    object.attributes().notBefore().ifPresent(time -> time(json, "nbf", time));
    object.attributes().expires().ifPresent(time -> time(json, "exp", time));
    time(json, "created", object.created());
    time(json, "updated", object.updated());
    json.name("recoveryLevel").string(vault.recoveryLevel());
    json.name("recoverableDays").number(vault.retentionDays());
  }

  static void tags(JsonBytes json, Tags tags) {
    if (tags.isEmpty()) {
      return;
    }
    json.name("tags").open('{');
    tags.entries().forEach((name, value) -> json.name(name).string(value));
    json.close('}');
  }

  String id(ObjectProperties object) {
    return authority + "/" + kind.collection() + "/" + object.name().display();
  }

  String versionId(ObjectProperties object) {
    return id(object) + "/" + object.version().hex();
  }

  static void time(JsonBytes json, String name, Instant time) {
    json.name(name).number(time.getEpochSecond());
  }
}
