import { folder, readCases } from './ciCases';
import { checkCases } from './checkCases';

checkCases(folder, readCases());
