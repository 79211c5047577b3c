package dev.strongroom.objects;

import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Where the plaintext of a backup is written: length-prefixed fields. [BackupFormat] writes twice,
/// once to count and once into one array of exactly the right size, so that wiping it wipes
/// everything. [BackupIn] reads the same fields in the same order.
public interface BackupOut {
  long UNSET = Long.MIN_VALUE;
  int ABSENT = -1;

  void number(int value);

  void time(long value);

  void bytes(byte[] value);

  default void secret(SecretBytes value) {
    bytes(value.reveal());
  }

  default void flag(boolean value) {
    number(value ? 1 : 0);
  }

  default void text(String text) {
    bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  default void maybeText(Optional<String> text) {
    text.ifPresentOrElse(this::text, () -> number(ABSENT));
  }

  default void time(Instant time) {
    time(time.toEpochMilli());
  }

  default void maybeTime(Optional<Instant> time) {
    time(time.map(Instant::toEpochMilli).orElse(UNSET));
  }

  default void tenant(TenantId tenant) {
    time(tenant.value().getMostSignificantBits());
    time(tenant.value().getLeastSignificantBits());
  }

  default void name(ObjectName name) {
    text(name.display());
  }

  default void version(ObjectVersion version) {
    bytes(HexFormat.of().parseHex(version.hex()));
  }

  default void maybeVersion(Optional<ObjectVersion> version) {
    version.ifPresentOrElse(this::version, () -> bytes(new byte[0]));
  }

  default void attributes(Attributes attributes) {
    flag(attributes.enabled());
    maybeTime(attributes.notBefore());
    maybeTime(attributes.expires());
  }

  default void tags(Tags tags) {
    number(tags.entries().size());
    tags.entries()
        .forEach((tag, value) -> {
          text(tag);
          text(value);
        });
  }
}
