/// I own the engine adapter and the wire's common parts: requests, responses, routes, JSON, wire
/// errors.
@NullMarked
package dev.strongroom.http;

import org.jspecify.annotations.NullMarked;
