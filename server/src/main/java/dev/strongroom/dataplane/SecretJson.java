package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem.ObjectKind;
import dev.strongroom.model.VaultFacts;
import dev.strongroom.objects.Deleted;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.OpenedVersion;
import dev.strongroom.objects.Page;
import dev.strongroom.secrets.SecretProperties;
import dev.strongroom.trust.SecretBytes;
import java.util.Optional;

/// How secrets are written on the wire.
record SecretJson(ObjectJson objects) {
  static SecretJson of(String authority) {
    return new SecretJson(new ObjectJson(authority, ObjectKind.SECRET));
  }

  byte[] secret(Found<OpenedVersion<SecretProperties>> found) {
    SecretBytes value = found.what().value();
    SecretProperties properties = found.what().properties();
    JsonBytes json = new JsonBytes(ObjectJson.METADATA_BYTES + value.length());
    json.open('{').name("value").string(value);
    bundle(json, found.vault(), properties);
    return json.close('}').finish();
  }

  byte[] properties(Found<SecretProperties> found) {
    JsonBytes json = new JsonBytes(ObjectJson.METADATA_BYTES).open('{');
    bundle(json, found.vault(), found.what());
    return json.close('}').finish();
  }

  byte[] deleted(Found<Deleted<SecretProperties>> found) {
    JsonBytes json = new JsonBytes(ObjectJson.METADATA_BYTES).open('{');
    objects.deletion(json, found.what());
    bundle(json, found.vault(), found.what().properties());
    return json.close('}').finish();
  }

  byte[] secrets(Found<Page<SecretProperties>> found, Optional<String> nextLink) {
    return ObjectJson.page(found, nextLink, (json, item) -> latest(json, found.vault(), item));
  }

  byte[] versions(Found<Page<SecretProperties>> found, Optional<String> nextLink) {
    return ObjectJson.page(
        found, nextLink, (json, item) -> item(json, found.vault(), item, objects.versionId(item)));
  }

  byte[] deletedSecrets(Found<Page<Deleted<SecretProperties>>> found, Optional<String> nextLink) {
    return ObjectJson.page(
        found,
        nextLink,
        (json, item) -> {
          objects.deletion(json, item);
          latest(json, found.vault(), item.properties());
        });
  }

  private void latest(JsonBytes json, VaultFacts vault, SecretProperties secret) {
    item(json, vault, secret, objects.id(secret));
  }

  private static void item(JsonBytes json, VaultFacts vault, SecretProperties secret, String id) {
    secret.contentType().ifPresent(type -> json.name("contentType").string(type));
    json.name("id").string(id);
    ObjectJson.openAttributes(json, vault, secret);
    json.close('}');
    ObjectJson.tags(json, secret.tags());
  }

  /// `previousVersion` is for what backs a certificate: a plain secret has none, also in Azure.
  private void bundle(JsonBytes json, VaultFacts vault, SecretProperties secret) {
    item(json, vault, secret, objects.versionId(secret));
  }
}
