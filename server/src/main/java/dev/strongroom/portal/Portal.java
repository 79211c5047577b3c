package dev.strongroom.portal;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Bound;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.http.WireErrors;
import dev.strongroom.kernel.Gate;
import dev.strongroom.kernel.Knock;
import dev.strongroom.kernel.Problem;
import dev.strongroom.kernel.Refused;
import java.util.List;
import java.util.Optional;

/// The host `portal.S`: a placeholder page at `/`, nothing else.
public final class Portal implements Answerer {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Strongroom</title>
      <style>body{font:16px/1.5 system-ui,sans-serif;max-width:38rem;margin:15vh auto;padding:0 1rem}</style></head>
      <body><h1>Strongroom</h1>
      <p>This server is running. The portal is being built; until then vaults are managed with the Azure SDKs, <code>az</code>,
      Terraform or the ARM API.</p></body>
      </html>
      """;

  private final Gate gate;

  public Portal(Gate gate) {
    this.gate = gate;
  }

  @Override
  public List<Routes.Line> routes() {
    return List.of(new Routes.Line("GET", "/"), new Routes.Line("HEAD", "/"));
  }

  @Override
  public Response answer(Request request) {
    try {
      return gate.perform(
          new Knock(request.origin(), Optional.empty(), List.of(), Optional.empty(), true),
          _ -> new Bound<>(page(request), Portal::html));
    } catch (Refused refused) {
      return text(refused.problem());
    }
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    gate.refuse(request.origin(), problem);
    return text(problem);
  }

  private static ShowPage page(Request request) {
    if (!request.path().equals("/") || !List.of("GET", "HEAD").contains(request.method())) {
      throw new Problem.RouteNotFound(request.method(), request.path()).asException();
    }
    return new ShowPage(PAGE);
  }

  private static Response html(String page) {
    return Response.text(200, HTML, page)
        .with("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
        .with("X-Content-Type-Options", "nosniff")
        .with("Strict-Transport-Security", "max-age=31536000;includeSubDomains");
  }

  private static Response text(Problem problem) {
    WireErrors.WireError error = WireErrors.of(problem);
    return Response.text(error.status(), "text/plain; charset=utf-8", error.message() + "\n");
  }
}
