package dev.strongroom.scim;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.JsonValue.Obj;
import dev.strongroom.http.JsonValue.Str;
import dev.strongroom.kernel.Problem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The version of a resource (RFC 7644, 3.14): an entity tag made of all that a client can see of
/// it but its address.
final class Version {
  private static final int BYTES = 16;
  private static final String META = "meta";

  private Version() {}

  /// The resource, with its version in `meta`.
  static Obj in(Obj resource) {
    if (!(resource.member(META).orElseThrow() instanceof Obj(var meta))) {
      throw new IllegalStateException("broken promise: a resource has meta");
    }
    Map<String, JsonValue> dated = new LinkedHashMap<>(meta);
    dated.put("version", new Str(of(resource)));
    Map<String, JsonValue> members = new LinkedHashMap<>(resource.members());
    members.put(META, new Obj(dated));
    return new Obj(members);
  }

  private static String of(Obj resource) {
    Map<String, JsonValue> seen = new LinkedHashMap<>(resource.members());
    seen.remove(META);
    byte[] hash = Arrays.copyOf(sha256(Json.bytes(new Obj(seen))), BYTES);
    return "W/\"" + HexFormat.of().formatHex(hash) + "\"";
  }

  static String of(JsonValue resource) {
    return resource.member(META).flatMap(meta -> meta.text("version")).orElseThrow();
  }

  /// Refuses a change of a resource that is not what its client believes it to be.
  ///
  /// @param expected `If-Match`
  static void demand(Optional<String> expected, JsonValue resource) {
    if (expected.filter(tags -> !names(tags, of(resource))).isPresent()) {
      throw new Problem.PreconditionFailed(
              "PreconditionFailed", "The resource has changed since it was read. Read it again.")
          .asException();
    }
  }

  /// Whether a list of tags names this one; tags are compared weakly.
  static boolean names(String tags, String version) {
    return Arrays.stream(tags.split(","))
        .map(String::strip)
        .anyMatch(tag -> tag.equals("*") || strong(tag).equals(strong(version)));
  }

  private static String strong(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
