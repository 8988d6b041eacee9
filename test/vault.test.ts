import { createCipheriv } from 'node:crypto';
import { openVault } from '../src/vault.js';

const vault = openVault(Buffer.alloc(32, 7));
const other = openVault(Buffer.alloc(32, 8));

describe('a vault', () => {
  test('opens what it sealed, bytes and text', () => {
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    expect(vault.open(vault.seal(bytes, 'x'), 'x').equals(bytes)).toBe(true);
    expect(vault.open(vault.seal('geheim ß 😀', 'x'), 'x').toString()).toBe('geheim ß 😀');
    expect(vault.open(vault.seal('', 'x'), 'x')).toHaveLength(0);
  });

  test('seals with a version byte, a new nonce each time and a tag: 29 bytes more', () => {
    const one = vault.seal('secret', 'x');
    const two = vault.seal('secret', 'x');
    expect([one[0], one.length]).toEqual([1, 6 + 29]);
    expect(one.subarray(1, 13).equals(two.subarray(1, 13))).toBe(false);
    expect(one.includes('secret')).toBe(false);
  });

  test('opens nothing in another context, with another master key, or after a change of any byte', () => {
    const sealed = vault.seal('secret', 'access-key:1');
    expect(() => vault.open(sealed, 'access-key:2')).toThrow();
    expect(() => other.open(sealed, 'access-key:1')).toThrow();
    for (let index = 0; index < sealed.length; index++) {
      const changed = Buffer.from(sealed);
      changed[index] = changed.readUInt8(index) ^ 1;
      expect(() => vault.open(changed, 'access-key:1')).toThrow();
    }
  });

  test('says what it cannot read', () => {
    expect(() => vault.open(Buffer.alloc(28), 'x')).toThrow('cut short');
    const future = vault.seal('x', 'x');
    future[0] = 2;
    expect(() => vault.open(future, 'x')).toThrow('has version 2, this release reads 1');
    expect(() => openVault(Buffer.alloc(31))).toThrow('a master key has 32 bytes, this one has 31');
  });

  test('does not seal with the master key itself', () => {
    const nonce = Buffer.alloc(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), nonce).setAAD(Buffer.from('x'));
    const sealed = Buffer.concat([Buffer.from([1]), nonce, cipher.update('secret'), cipher.final(), cipher.getAuthTag()]);
    expect(() => vault.open(sealed, 'x')).toThrow();
  });

  test('tags equal values alike, and differently under each master key', () => {
    expect(vault.tag('ann@example.com')).toMatch(/^[0-9a-f]{64}$/);
    expect(vault.tag('ann@example.com')).toBe(openVault(Buffer.alloc(32, 7)).tag('ann@example.com'));
    expect(vault.tag('ann@example.com')).not.toBe(vault.tag('bob@example.com'));
    expect(vault.tag('ann@example.com')).not.toBe(other.tag('ann@example.com'));
  });

  test('knows its master key by a value that is no tag of anything', () => {
    expect(vault.checkValue()).toBe(openVault(Buffer.alloc(32, 7)).checkValue());
    expect(vault.checkValue()).not.toBe(other.checkValue());
    expect(vault.checkValue()).not.toBe(vault.tag('master key'));
  });
});
