package dev.strongroom.store;

import dev.strongroom.keys.KeyFace;
import dev.strongroom.keys.KeyOperation;
import dev.strongroom.keys.KeyProperties;
import dev.strongroom.keys.KeyType;
import dev.strongroom.keys.PublicParts;
import dev.strongroom.keys.Release;
import dev.strongroom.keys.ReleasePolicy;
import dev.strongroom.store.ObjectTable.Common;
import dev.strongroom.trust.KeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keys in tables. What a key may be used for is a list of words in one column.
final class KeyTable implements ObjectTable.Codec<KeyProperties> {
  static final ObjectTable<KeyProperties> TABLE =
      new ObjectTable<>(
          "keys",
          "crypto_key",
          "crypto_key_version",
          List.of("kty", "spec", "public_first", "public_second", "exportable", "managed"),
          List.of("key_ops", "policy_type", "policy_data", "policy_immutable"),
          new KeyTable());

  private static final String SPACE = " ";

  private KeyTable() {}

  @Override
  public List<Object> fixed(KeyProperties key) {
    PublicParts parts = PublicParts.of(key.face().open());
    return List.of(
        key.face().type().wire(),
        key.face().spec().label(),
        parts.first(),
        parts.second(),
        key.release().exportable(),
        key.managed());
  }

  @Override
  public List<Object> changing(KeyProperties key) {
    Optional<ReleasePolicy> policy = key.release().policy();
    return List.of(
        key.operations().stream().map(KeyOperation::wire).collect(Collectors.joining(SPACE)),
        policy.map(ReleasePolicy::contentType),
        policy.map(ReleasePolicy::data),
        policy.map(ReleasePolicy::immutable));
  }

  @Override
  public KeyProperties read(Row row, Common common) {
    KeySpec spec = KeyFace.spec(row.text("spec"));
    PublicParts parts = new PublicParts(row.bytes("public_first"), row.bytes("public_second"));
    return new KeyProperties(
        common.name(),
        common.version(),
        new KeyFace(KeyType.named(row.text("kty")).orElseThrow(), spec, parts.jwk(spec)),
        operations(row.text("key_ops")),
        common.attributes(),
        new Release(row.flag("exportable"), policy(row)),
        row.flag("managed"),
        common.tags(),
        common.created(),
        common.updated());
  }

  @Override
  public int bytes(KeyProperties key) {
    PublicParts parts = PublicParts.of(key.face().open());
    int policy = key.release().policy().map(one -> one.data().length).orElse(0);
    return parts.first().length + parts.second().length + policy;
  }

  private static List<KeyOperation> operations(String words) {
    return words.isEmpty()
        ? List.of()
        : Arrays.stream(words.split(SPACE))
            .map(word -> KeyOperation.named(word).orElseThrow())
            .toList();
  }

  private static Optional<ReleasePolicy> policy(Row row) {
    return row.maybeText("policy_type")
        .map(type ->
            new ReleasePolicy(type, row.bytes("policy_data"), row.flag("policy_immutable")));
  }
}
