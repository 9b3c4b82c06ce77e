import defaultExport, { destination, Destination, startEmulator, withEndpoint } from 'actions-clevertap'
import deliver from './deliver.cjs'

await deliver({ default: defaultExport, destination, Destination, startEmulator, withEndpoint })
