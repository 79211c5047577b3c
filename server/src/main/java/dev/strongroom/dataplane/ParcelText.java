package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Refused;
import dev.strongroom.keys.ImportKey;
import dev.strongroom.trust.KeyTransport;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A `.byok` file, as it stands in the member `key_hsm`: which key it was wrapped for and how, and
/// the wrapped key.
///
/// ```
/// {"schema_version":"1.0.0","header":{"kid":…,"alg":"dir","enc":"CKM_RSA_AES_KEY_WRAP"},
///  "ciphertext":…,"generator":…}
/// ```
final class ParcelText {
  private static final String SCHEMA = "1.0.0";

  private ParcelText() {}

  static ImportKey.Parcel.Closed read(byte[] text) {
    JsonValue json = parsed(text);
    wanted(json.text("schema_version"), SCHEMA::equals, "schema_version " + SCHEMA);
    JsonValue header = json.member("header").orElseThrow(() -> refused("a header"));
    String transport = wanted(header.text("enc"), _ -> true, "enc");
    List<String> kid = Arrays.asList(wanted(header.text("kid"), _ -> true, "kid").split("/+"));
    int keys = kid.indexOf("keys");
    if (keys < 0 || keys + 1 >= kid.size()) {
      throw refused("a kid that names a key of a vault");
    }
    String ciphertext = wanted(json.text("ciphertext"), _ -> true, "ciphertext");
    return new ImportKey.Parcel.Closed(
        kid.get(keys + 1),
        keys + 2 < kid.size() ? Optional.of(kid.get(keys + 2)) : Optional.empty(),
        KeyTransport.named(transport).orElseThrow(() -> refused("enc CKM_RSA_AES_KEY_WRAP")),
        Base64Text.decode(ciphertext, "ciphertext"));
  }

  private static JsonValue parsed(byte[] text) {
    try {
      return Json.parse(text);
    } catch (Refused notJson) {
      throw refused("a JSON document");
    }
  }

  private static String wanted(Optional<String> given, Predicate<String> good, String what) {
    return given.filter(good).orElseThrow(() -> refused(what));
  }

  private static RuntimeException refused(String missing) {
    return BodyFields.refused("The member \"key_hsm\" must be a .byok file with " + missing + ".");
  }
}
