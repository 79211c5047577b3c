package dev.strongroom.dataplane;

import dev.strongroom.model.Tags;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.secrets.DeletedSecret;
import dev.strongroom.secrets.Found;
import dev.strongroom.secrets.OpenedSecret;
import dev.strongroom.secrets.Page;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.trust.SecretBytes;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/// How secrets are written on the wire. What is not set is absent, never null; only `nextLink` is
/// null on the last page, as observed.
///
/// @param authority scheme, host and port of the request, which the ids repeat
record SecretJson(String authority, ApiVersion apiVersion) {
  private static final int METADATA_BYTES = 700;
  private static final int ITEM_BYTES = 320;
  private static final int DEFAULT_RETENTION_DAYS = 90;

  byte[] secret(Found<OpenedSecret> found) {
    SecretBytes value = found.what().value();
    SecretProperties properties = found.what().properties();
    JsonBytes json = new JsonBytes(METADATA_BYTES + value.length());
    json.open('{').name("value").string(value);
    bundle(json, found.vault(), properties);
    return json.close('}').finish();
  }

  byte[] properties(Found<SecretProperties> found) {
    JsonBytes json = new JsonBytes(METADATA_BYTES).open('{');
    bundle(json, found.vault(), found.what());
    return json.close('}').finish();
  }

  byte[] deleted(Found<DeletedSecret> found) {
    JsonBytes json = new JsonBytes(METADATA_BYTES).open('{');
    deletion(json, found.what());
    bundle(json, found.vault(), found.what().properties());
    return json.close('}').finish();
  }

  byte[] secrets(Found<Page<SecretProperties>> found, Optional<String> nextLink) {
    return page(found, nextLink, (json, item) -> latest(json, found.vault(), item));
  }

  byte[] versions(Found<Page<SecretProperties>> found, Optional<String> nextLink) {
    return page(found, nextLink, (json, item) -> item(json, found.vault(), item, versionId(item)));
  }

  byte[] deletedSecrets(Found<Page<DeletedSecret>> found, Optional<String> nextLink) {
    return page(
        found,
        nextLink,
        (json, item) -> {
          deletion(json, item);
          latest(json, found.vault(), item.properties());
        });
  }

  byte[] backup(String blob) {
    return new JsonBytes(blob.length() + ITEM_BYTES)
        .open('{')
        .name("value")
        .string(blob)
        .close('}')
        .finish();
  }

  private static <T> byte[] page(
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

  private void latest(JsonBytes json, VaultFacts vault, SecretProperties secret) {
    item(json, vault, secret, id(secret));
  }

  private void item(JsonBytes json, VaultFacts vault, SecretProperties secret, String id) {
    secret.contentType().ifPresent(type -> json.name("contentType").string(type));
    json.name("id").string(id);
    attributes(json, vault, secret);
    tags(json, secret.tags());
  }

  private void bundle(JsonBytes json, VaultFacts vault, SecretProperties secret) {
    item(json, vault, secret, versionId(secret));
    if (apiVersion.hasPreviousVersion()) {
      secret.previous().ifPresent(version -> json.name("previousVersion").string(version.hex()));
    }
  }

  private void deletion(JsonBytes json, DeletedSecret secret) {
    json.name("recoveryId")
        .string(authority + "/deletedsecrets/" + secret.properties().name().display());
    time(json, "deletedDate", secret.deleted());
    time(json, "scheduledPurgeDate", secret.purge());
  }

  private static void attributes(JsonBytes json, VaultFacts vault, SecretProperties secret) {
    json.name("attributes").open('{').name("enabled").flag(secret.attributes().enabled());
    secret.attributes().notBefore().ifPresent(time -> time(json, "nbf", time));
    secret.attributes().expires().ifPresent(time -> time(json, "exp", time));
    time(json, "created", secret.created());
    time(json, "updated", secret.updated());
    json.name("recoveryLevel").string(recoveryLevel(vault));
    json.name("recoverableDays").number(vault.retentionDays());
    json.close('}');
  }

  private static void tags(JsonBytes json, Tags tags) {
    if (tags.isEmpty()) {
      return;
    }
    json.name("tags").open('{');
    tags.entries().forEach((name, value) -> json.name(name).string(value));
    json.close('}');
  }

  private static void time(JsonBytes json, String name, Instant time) {
    json.name(name).number(time.getEpochSecond());
  }

  /// Azure's words for "how long, and can somebody shorten it".
  private static String recoveryLevel(VaultFacts vault) {
    String customized = vault.retentionDays() < DEFAULT_RETENTION_DAYS ? "Customized" : "";
    return customized + "Recoverable" + (vault.purgeProtected() ? "" : "+Purgeable");
  }

  private String versionId(SecretProperties secret) {
    return id(secret) + "/" + secret.version().hex();
  }

  private String id(SecretProperties secret) {
    return authority + "/secrets/" + secret.name().display();
  }
}
