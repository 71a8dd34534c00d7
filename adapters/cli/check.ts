/** One line of `hvevent doctor`. */

export type Status = 'ok' | 'warning' | 'wrong';

export interface Check {
  name: string;
  status: Status;
  message: string;
}
