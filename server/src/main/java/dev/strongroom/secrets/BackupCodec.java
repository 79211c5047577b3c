package dev.strongroom.secrets;

import dev.strongroom.kernel.Check;
import dev.strongroom.model.ObjectName;
import dev.strongroom.model.ObjectVersion;
import dev.strongroom.model.Tags;
import dev.strongroom.model.TenantId;
import dev.strongroom.trust.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The plaintext inside a backup: length-prefixed fields, written into one array of exactly the
/// right size, so that wiping it wipes everything. It is read only after its seal held.
final class BackupCodec {
  private static final int FORMAT = 1;
  private static final int VERSION_BYTES = 16;
  private static final long UNSET = Long.MIN_VALUE;
  private static final int ABSENT = -1;

  /// Counts first, then writes: the same calls in the same order.
  private interface Out {
    void number(int value);

    void time(long value);

    void bytes(byte[] value);
  }

  private static final class Size implements Out {
    private long total;

    @Override
    public void number(int value) {
      total += Integer.BYTES;
    }

    @Override
    public void time(long value) {
      total += Long.BYTES;
    }

    @Override
    public void bytes(byte[] value) {
      total += Integer.BYTES + value.length;
    }
  }

  private record Writer(ByteBuffer buffer) implements Out {
    @Override
    public void number(int value) {
      buffer.putInt(value);
    }

    @Override
    public void time(long value) {
      buffer.putLong(value);
    }

    @Override
    public void bytes(byte[] value) {
      buffer.putInt(value.length).put(value);
    }
  }

  private BackupCodec() {}

  /// How long the plaintext of `backup` is.
  static long size(Backup backup) {
    Size size = new Size();
    write(backup, size);
    return size.total;
  }

  static SecretBytes encode(Backup backup) {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(size(backup)));
    write(backup, new Writer(buffer));
    return SecretBytes.owning(buffer.array());
  }

  /// The versions own copies of their values; `plain` still belongs to the caller.
  static Backup decode(SecretBytes plain) {
    ByteBuffer in = ByteBuffer.wrap(plain.reveal());
    Check.that(in.getInt() == FORMAT, "a backup of this format");
    TenantId tenant = new TenantId(new UUID(in.getLong(), in.getLong()));
    ObjectName name = ObjectName.of(text(in));
    int count = in.getInt();
    List<OpenedSecret> versions = new ArrayList<>();
    for (int i = 0; i < count; i += 1) {
      versions.add(version(in, name));
    }
    return new Backup(tenant, List.copyOf(versions));
  }

  private static void write(Backup backup, Out out) {
    out.number(FORMAT);
    out.time(backup.tenant().value().getMostSignificantBits());
    out.time(backup.tenant().value().getLeastSignificantBits());
    text(out, backup.versions().getLast().properties().name().display());
    out.number(backup.versions().size());
    for (OpenedSecret secret : backup.versions()) {
      properties(out, secret.properties());
      out.bytes(secret.value().reveal());
    }
  }

  private static void properties(Out out, SecretProperties secret) {
    out.bytes(HexFormat.of().parseHex(secret.version().hex()));
    out.bytes(
        secret
            .previous()
            .map(version -> HexFormat.of().parseHex(version.hex()))
            .orElse(new byte[0]));
    out.number(secret.attributes().enabled() ? 1 : 0);
    out.time(secret.attributes().notBefore().map(Instant::toEpochMilli).orElse(UNSET));
    out.time(secret.attributes().expires().map(Instant::toEpochMilli).orElse(UNSET));
    out.time(secret.created().toEpochMilli());
    out.time(secret.updated().toEpochMilli());
    secret.contentType().ifPresentOrElse(type -> text(out, type), () -> out.number(ABSENT));
    out.number(secret.tags().entries().size());
    secret
        .tags()
        .entries()
        .forEach((tag, value) -> {
          text(out, tag);
          text(out, value);
        });
  }

  private static OpenedSecret version(ByteBuffer in, ObjectName name) {
    ObjectVersion version = new ObjectVersion(HexFormat.of().formatHex(bytes(in)));
    byte[] before = bytes(in);
    Optional<ObjectVersion> previous =
        before.length == VERSION_BYTES
            ? Optional.of(new ObjectVersion(HexFormat.of().formatHex(before)))
            : Optional.empty();
    SecretAttributes attributes = new SecretAttributes(in.getInt() == 1, time(in), time(in));
    Instant created = Instant.ofEpochMilli(in.getLong());
    Instant updated = Instant.ofEpochMilli(in.getLong());
    Optional<String> contentType = maybeText(in);
    Tags tags = tags(in);
    SecretProperties properties =
        new SecretProperties(
            name, version, previous, attributes, contentType, tags, created, updated);
    return new OpenedSecret(properties, SecretBytes.owning(bytes(in)));
  }

  private static Tags tags(ByteBuffer in) {
    Map<String, String> tags = new LinkedHashMap<>();
    int count = in.getInt();
    for (int i = 0; i < count; i += 1) {
      tags.put(text(in), text(in));
    }
    return new Tags(tags);
  }

  private static Optional<Instant> time(ByteBuffer in) {
    long millis = in.getLong();
    return millis == UNSET ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static void text(Out out, String text) {
    out.bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(ByteBuffer in) {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static Optional<String> maybeText(ByteBuffer in) {
    int length = in.getInt();
    return length == ABSENT
        ? Optional.empty()
        : Optional.of(new String(bytes(in, length), StandardCharsets.UTF_8));
  }

  private static byte[] bytes(ByteBuffer in) {
    return bytes(in, in.getInt());
  }

  private static byte[] bytes(ByteBuffer in, int length) {
    Check.that(length >= 0 && length <= in.remaining(), "a field within the backup");
    byte[] value = new byte[length];
    in.get(value);
    return value;
  }
}
