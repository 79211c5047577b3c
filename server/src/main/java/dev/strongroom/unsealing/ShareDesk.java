package dev.strongroom.unsealing;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Json;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Problem;
import dev.strongroom.trust.OperatorsSeal;
import dev.strongroom.trust.OperatorsSeal.Progress;
import dev.strongroom.trust.SealRefused;
import dev.strongroom.trust.SecretBytes;
import dev.strongroom.trust.ShareRefused;
import java.util.Base64;
import java.util.function.Consumer;

/// Takes shares, for `strongroom unseal`:
///
/// ```
/// GET /unseal      how many are given; the operators, each with the share encrypted to them
/// POST /unseal     takes a share, the body
/// DELETE /unseal   wipes what was given; at the server's own socket only
/// ```
///
/// Whoever may connect may ask. Over TLS that is everybody, who could else wipe the shares as fast
/// as operators bring them. What it shows is of no use without an operator's private key, and a
/// share cannot be guessed.
public final class ShareDesk implements Answerer {
  public static final String PATH = "/unseal";

  /// A share takes 80 characters.
  static final int SHARE_BYTES_MAX = 256;

  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private final OperatorsSeal seal;
  private final Consumer<Progress> given;
  private final boolean open;

  /// @param given is told of each share that was taken
  public ShareDesk(OperatorsSeal seal, Consumer<Progress> given) {
    this(seal, given, false);
  }

  private ShareDesk(OperatorsSeal seal, Consumer<Progress> given, boolean open) {
    this.seal = seal;
    this.given = given;
    this.open = open;
  }

  /// The same, for whoever reaches the server.
  public ShareDesk toEverybody() {
    return new ShareDesk(seal, given, true);
  }

  @Override
  public Response answer(Request request) {
    if (!request.path().equals(PATH)) {
      return refuse(request, new Problem.RouteNotFound(request.method(), request.path()));
    }
    try {
      return switch (request.method()) {
        case "GET" -> progress(seal.progress());
        case "POST" -> take(request);
        case "DELETE" -> forget();
        default -> refuse(request, new Problem.MethodNotAllowed(request.method(), request.path()));
      };
    } catch (SealRefused unusable) {
      return error(CONFLICT, "SealUnusable", String.valueOf(unusable.getMessage()));
    }
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    WireErrors.WireError error = WireErrors.of(problem);
    return error(error.status(), error.code(), error.message());
  }

  private Response forget() {
    if (open) {
      return error(
          FORBIDDEN, "NotHere", "Shares are wiped at the server's own socket, not over TLS.");
    }
    seal.forget();
    return progress(seal.progress());
  }

  private Response take(Request request) {
    try (SecretBytes share = SecretBytes.owning(request.body())) {
      if (share.length() > SHARE_BYTES_MAX) {
        return error(BAD_REQUEST, "ShareRefused", "That is no share: it is too long.");
      }
      Progress now = seal.give(share);
      given.accept(now);
      return progress(now);
    } catch (ShareRefused refused) {
      return error(BAD_REQUEST, "ShareRefused", String.valueOf(refused.getMessage()));
    }
  }

  private static Response progress(Progress now) {
    return Response.json(
        200,
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringProperty("state", now.complete() ? "opening" : "sealed");
          json.writeStringProperty("seal", now.seal());
          json.writeNumberProperty("needed", now.threshold());
          json.writeArrayPropertyStart("given");
          now.given().forEach(json::writeString);
          json.writeEndArray();
          json.writeArrayPropertyStart("operators");
          now.operators()
              .forEach(operator -> {
                json.writeStartObject();
                json.writeStringProperty("name", operator.name());
                json.writeStringProperty("format", operator.format());
                json.writeStringProperty(
                    "share", Base64.getEncoder().encodeToString(operator.share()));
                json.writeEndObject();
              });
          json.writeEndArray();
          json.writeEndObject();
        }));
  }

  private static Response error(int status, String code, String message) {
    return SealedAnswers.error(status, code, message);
  }
}
