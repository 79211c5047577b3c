/// I own how people sign in: passwords and second factors, one-time links, sessions of browsers,
/// and the grants that applications act under. Wire and pages are in `token` and `signin`.
@NullMarked
package dev.strongroom.people;

import org.jspecify.annotations.NullMarked;
