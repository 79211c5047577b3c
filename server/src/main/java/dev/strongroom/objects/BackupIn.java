package dev.strongroom.objects;

import dev.strongroom.kernel.Check;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads what [BackupOut] wrote. It is read only after its seal held, so what does not fit is our
/// own mistake.
public final class BackupIn {
  private static final int VERSION_BYTES = 16;
  private final ByteBuffer in;

  /// `plain` still belongs to the caller; what is read from it are copies.
  BackupIn(SecretBytes plain) {
    in = ByteBuffer.wrap(plain.reveal());
  }

  public int number() {
    return in.getInt();
  }

  public boolean flag() {
    return in.getInt() == 1;
  }

  public SecretBytes secret() {
    return SecretBytes.owning(bytes());
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public Optional<String> maybeText() {
    int length = in.getInt();
    return length == BackupOut.ABSENT
        ? Optional.empty()
        : Optional.of(new String(bytes(length), StandardCharsets.UTF_8));
  }

  public Instant time() {
    return Instant.ofEpochMilli(in.getLong());
  }

  public Optional<Instant> maybeTime() {
    long millis = in.getLong();
    return millis == BackupOut.UNSET ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  public TenantId tenant() {
    return new TenantId(new UUID(in.getLong(), in.getLong()));
  }

  public ObjectName name() {
    return ObjectName.of(text());
  }

  public ObjectVersion version() {
    return new ObjectVersion(HexFormat.of().formatHex(bytes()));
  }

  public Optional<ObjectVersion> maybeVersion() {
    byte[] version = bytes();
    return version.length == VERSION_BYTES
        ? Optional.of(new ObjectVersion(HexFormat.of().formatHex(version)))
        : Optional.empty();
  }

  public Attributes attributes() {
    return new Attributes(flag(), maybeTime(), maybeTime());
  }

  public Tags tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    int count = in.getInt();
    for (int i = 0; i < count; i += 1) {
      tags.put(text(), text());
    }
    return new Tags(tags);
  }

  public byte[] bytes() {
    return bytes(in.getInt());
  }

  private byte[] bytes(int length) {
    Check.that(length >= 0 && length <= in.remaining(), "a field within the backup");
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }
}
