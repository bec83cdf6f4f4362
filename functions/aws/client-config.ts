// How clients of AWS are made here: one attempt, since what may be repeated is decided call by call, and no call that
// waits for ever. Every `new S3Client(CLIENT)` is then the same.

export const CLIENT = {
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: 5000,
    requestTimeout: 60_000,
    socketTimeout: 60_000,
    throwOnRequestTimeout: true,
  },
};

/** A connection that is kept may be closed just when a mail is handed over, and nobody could tell whether it went. */
export const MAIL_CLIENT = {
  ...CLIENT,
  requestHandler: { ...CLIENT.requestHandler, httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } },
};
