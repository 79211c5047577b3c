package dev.strongroom.arm;

import dev.strongroom.http.Json;
import dev.strongroom.http.JsonValue;
import dev.strongroom.http.Request;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import dev.strongroom.model.Cloud;
import dev.strongroom.model.ResourceId;
import dev.strongroom.model.SubscriptionId;
import dev.strongroom.sealing.ListMarkers;
import dev.strongroom.trust.Tampered;
import dev.strongroom.vaults.GroupName;
import dev.strongroom.vaults.PageRequest;
import dev.strongroom.vaults.VaultAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// An authenticated request to the control plane whose path has been recognised.
///
/// @param cloud whose host was asked, for the links in the answer
/// @param words the variable words of the path, by the name that the route gives them
record ArmCall(
    Request request, Cloud cloud, ArmVersion version, Map<String, String> words, Means means) {
  /// @param ends what is to be done when the request has been answered
  record Means(ListMarkers markers, Afterwards ends) {}

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  String word(String name) {
    return words.getOrDefault(name, "");
  }

  void afterwards(Runnable wipe) {
    means.ends().add(wipe);
  }

  SubscriptionId subscription() {
    String text = word("subscription");
    return SubscriptionId.parse(text)
        .orElseThrow(() ->
            refused(
                "InvalidSubscriptionId",
                "The provided subscription identifier '" + text + "' is malformed or invalid."));
  }

  GroupName group() {
    return GroupName.existing(word("group"));
  }

  VaultAddress vault() {
    return new VaultAddress(subscription(), group(), word("vault"));
  }

  /// The body as one JSON object.
  JsonValue body() {
    if (request.body().length == 0) {
      throw unreadable("The request content is missing.");
    }
    JsonValue body = parsed();
    if (body instanceof JsonValue.Obj) {
      return body;
    }
    throw unreadable("It is not a JSON object.");
  }

  Optional<String> query(String lowerCaseName) {
    return Optional.ofNullable(request.query().get(lowerCaseName))
        .filter(value -> !value.isEmpty());
  }

  /// `$top` is the size of a page, as Azure's specification of the vault lists says.
  PageRequest page() {
    int size = query("$top").map(ArmCall::size).orElse(PageRequest.DEFAULT_SIZE);
    return new PageRequest(size, query("$skiptoken").map(this::after));
  }

  /// The same question, continued after `name`.
  String nextLink(String name) {
    StringBuilder link = new StringBuilder(request.authority());
    link.append(request.path()).append("?api-version=").append(encoded("api-version"));
    for (String kept : new String[] {"$filter", "$top"}) {
      if (query(kept).isPresent()) {
        link.append('&').append(kept).append('=').append(encoded(kept));
      }
    }
    byte[] marker = means.markers().seal(list(), name);
    return link.append("&$skiptoken=")
        .append(Base64.getUrlEncoder().withoutPadding().encodeToString(marker))
        .toString();
  }

  /// The list that is asked for, however its path is spelled.
  private String list() {
    return ResourceId.of(request.path()).canonical();
  }

  private String encoded(String parameter) {
    return URLEncoder.encode(query(parameter).orElse(""), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private JsonValue parsed() {
    try {
      return Json.parse(request.body());
    } catch (Refused malformed) {
      throw unreadable("It is not well-formed JSON.");
    }
  }

  private static int size(String top) {
    int size = COUNT.matcher(top).matches() ? Integer.parseInt(top) : 0;
    if (size < 1) {
      throw refused("InvalidParameter", "$top must be a number from 1 on; it was '" + top + "'.");
    }
    return Math.min(size, PageRequest.MAX_SIZE);
  }

  private String after(String token) {
    try {
      return means.markers().open(list(), Base64.getUrlDecoder().decode(token));
    } catch (Tampered | IllegalArgumentException notOurs) {
      throw refused("InvalidSkipToken", "The $skiptoken is not one that this list gave out.");
    }
  }

  private static Refused unreadable(String why) {
    return refused(
        "InvalidRequestContent",
        "The request content was invalid and could not be deserialized: '" + why + "'.");
  }

  static Refused refused(String code, String message) {
    return new Problem.Invalid(code, message).asException();
  }
}
