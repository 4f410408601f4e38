import { expect, test } from 'vitest';
import { nearestName } from '../../../server/src/engine/kubernetes/nearestName.ts';

test.each([
  ['tokne', ['data', 'token'], 'token'],
  ['vault_token', ['vault-token', 'vault-tokens'], 'vault-token'],
  ['VaultToken', ['vault-token'], 'vault-token'],
  ['api-acess', ['api-access', 'api'], 'api-access'],
  ['service-acount-tokn', ['service-account-token'], 'service-account-token'],
])('%s is a slip for one of %j', (name, candidates, meant) => {
  expect(nearestName(name, candidates)).toBe(meant);
});

test.each([
  ['too short to tell', 'dta', ['data']],
  ['too far off', 'token', ['config', 'tokenizer']],
  ['as near to two', 'confi', ['config', 'confix']],
  ['told apart by a number', 'token3', ['token1', 'token2']],
  ['told apart by a letter of its own', 'tenant-a', ['tenant-b']],
  ['told apart by a short word', 'worker-eu', ['worker-us']],
  ['told apart by one word more', 'frontend-x', ['frontend']],
  ['nothing to choose from', 'token', []],
])('%s', (_, name, candidates) => {
  expect(nearestName(name, candidates)).toBeUndefined();
});

test('the same candidate twice is one candidate', () => {
  expect(nearestName('tokne', ['token', 'token'])).toBe('token');
});
