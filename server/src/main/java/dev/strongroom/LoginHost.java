package dev.strongroom;

import dev.strongroom.http.Answerer;
import dev.strongroom.http.Request;
import dev.strongroom.http.Response;
import dev.strongroom.http.Routes;
import dev.strongroom.kernel.Problem;
import dev.strongroom.signin.SignInPages;
import dev.strongroom.token.TokenService;
import java.util.List;

/// The login host has two faces: pages for people, and endpoints for their programs.
record LoginHost(SignInPages pages, TokenService tokens) implements Answerer {
  @Override
  public Response answer(Request request) {
    return pages.answersTo(request) ? pages.answer(request) : tokens.answer(request);
  }

  @Override
  public List<Routes.Line> routes() {
    return pages.routes();
  }

  @Override
  public Response refuse(Request request, Problem problem) {
    return pages.answersTo(request)
        ? pages.refuse(request, problem)
        : tokens.refuse(request, problem);
  }
}
