/// I own the timetable: when the server performs an operation of its own accord. What is done, and
/// whether it may be, is the operation's and the gate's business.
@NullMarked
package dev.strongroom.jobs;

import org.jspecify.annotations.NullMarked;
