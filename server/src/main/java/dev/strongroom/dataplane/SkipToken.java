package dev.strongroom.dataplane;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.sealing.ListMarkers;
import dev.strongroom.trust.Tampered;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// The token that carries a list on, in the form clients have been seen to get: base64url of
/// `{"NextMarker":"2!<length>!<base64>","TargetLocation":0}`. Inside stands the key the next page
/// starts after, sealed for this list of this vault: it tells nothing, and a changed or foreign one
/// is refused.
final class SkipToken {
  private static final String MARKER = "NextMarker";
  private static final String VERSION = "2!";
  private final ListMarkers markers;

  SkipToken(ListMarkers markers) {
    this.markers = markers;
  }

  String write(String place, String after) {
    return wrapped(markers.seal(place, after));
  }

  String read(String place, String token) {
    try {
      return markers.open(place, unwrapped(token));
    } catch (Tampered | IllegalArgumentException | Refused notOurs) {
      throw foreign();
    }
  }

  private static String wrapped(byte[] sealed) {
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    Map<String, JsonValue> token = new LinkedHashMap<>();
    token.put(MARKER, new JsonValue.Str(VERSION + text.length() + "!" + text));
    token.put("TargetLocation", new JsonValue.Num(BigDecimal.ZERO));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Json.bytes(new JsonValue.Obj(token)));
  }

  /// The sealed part; the wrapping around it must be as we make it, too.
  private static byte[] unwrapped(String token) {
    JsonValue json = Json.parse(Base64.getUrlDecoder().decode(token));
    String marker = json.text(MARKER).orElseThrow(SkipToken::foreign);
    byte[] sealed = Base64.getUrlDecoder().decode(marker.substring(marker.lastIndexOf('!') + 1));
    if (!wrapped(sealed).equals(token)) {
      throw foreign();
    }
    return sealed;
  }

  private static RuntimeException foreign() {
    return new Problem.Malformed(
            "The $skiptoken is not one that this list gave out. Start again from the first page.")
        .asException();
  }
}
