/** This machine cannot have a VS Code in the browser; the message says what is missing and how to get it. */
export class HostUnavailable extends Error {}
