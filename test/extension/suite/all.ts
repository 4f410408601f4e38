import './activation.test.ts';
import './diagnostics.test.ts';
import './insert.test.ts';
