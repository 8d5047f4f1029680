/**
 * Viewers of our own, with whom a service that has just started practises until its code is
 * compiled: the first real ones shall not pay for that.
 */
@NullMarked
package dev.sluice.app.rehearsal;

import org.jspecify.annotations.NullMarked;
