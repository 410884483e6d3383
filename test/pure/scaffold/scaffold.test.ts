import { folder, readCases } from './cases';
import { checkCases } from './checkCases';

checkCases(folder, readCases());
