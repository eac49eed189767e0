/**
 * How to start it: one command with subcommands. Only here are arguments parsed, signals caught and
 * files named by a user opened; results go to standard output, everything else to standard error.
 */
package io.tapewire.run;
